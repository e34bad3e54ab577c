using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads the data of a task: the built-in set, a table, IDX images, or a folder of pictures.</summary>
public static class DatasetLoader
{
    /// <summary>Loads and understands it; what was recognised is in the profile's notes.</summary>
    /// <param name="task">Paths may be relative.</param>
    /// <param name="baseFolder">What relative paths are relative to.</param>
    /// <exception cref="UserInputException">It cannot be learned from; holds all problems found.</exception>
    public static Dataset Load(TaskSpec task, string baseFolder)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(baseFolder);
        if (task.Preset is { } preset)
        {
            return preset == Digits.Name
                ? Digits.Load()
                : throw new UserInputException($"{preset}: no such built-in data set.{NearestName.Hint(preset, [Digits.Name])} There is: {Digits.Name}.");
        }

        return task.Data is { } data
            ? LoadFile(task, Resolve(data), Resolve)
            : throw new UserInputException($"No data: give a file with --data, or the built-in set {Digits.Name}.");

        string Resolve(string path) => Path.GetFullPath(path, Path.GetFullPath(baseFolder));
    }

    private static Dataset LoadFile(TaskSpec task, string path, Func<string, string> resolve)
    {
        var notes = new List<string>();
        var train = DataFile.Read(path);
        var testPath = task.Test is { } given ? resolve(given) : FileConvention.Test(path);
        if (task.Test is null && testPath is not null)
        {
            notes.Add($"Test data: {Path.GetFileName(testPath)}, by its name.");
        }

        return IdxArray.IsIdx(train.Content)
            ? IdxLoader.Load(task, train, testPath, resolve, notes)
            : TableLoader.Load(task, train, testPath is null ? null : DataFile.Read(testPath), notes);
    }
}
