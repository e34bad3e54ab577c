using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Paths of a task, made absolute so that a worker or a later command needs not know where they were given.</summary>
internal static class StudyPaths
{
    public static TaskSpec Absolute(TaskSpec task, string folder) => task with
    {
        Data = Full(task.Data, folder),
        Labels = Full(task.Labels, folder),
        Test = Full(task.Test, folder),
        TestLabels = Full(task.TestLabels, folder),
    };

    /// <summary>Files and folders that a task reads.</summary>
    public static IEnumerable<string> Of(TaskSpec task, string folder) =>
        new[] { task.Data, task.Labels, task.Test, task.TestLabels }.OfType<string>().Select(path => Path.GetFullPath(path, folder));

    private static string? Full(string? path, string folder) => path is null ? null : Path.GetFullPath(path, folder);
}
