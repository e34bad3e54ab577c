namespace Sweetspot.Planning;

/// <summary>Names of kinds of tasks, as options and files write them.</summary>
public static class TaskKinds
{
    /// <summary>In lower case, words joined by hyphens: <c>language-model</c>.</summary>
    public static string NameOf(TaskKind kind) => kind == TaskKind.LanguageModel ? "language-model" : kind.ToString().ToLowerInvariant();

    /// <summary>The kind of a name.</summary>
    /// <exception cref="ArgumentException">There is none of it.</exception>
    public static TaskKind Parse(string name) => Enum.GetValues<TaskKind>().Cast<TaskKind?>().FirstOrDefault(kind => NameOf(kind!.Value) == name)
        ?? throw new ArgumentException($"\"{name}\" is not a kind of task", nameof(name));
}
