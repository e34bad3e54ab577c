using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads the data of a task: the built-in set, a table, IDX images, or a folder of pictures.</summary>
public static class DatasetLoader
{
    private const string Ratings = "only a recommendation has it";

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
                ? LoadDigits(task)
                : throw new UserInputException(Path.Exists(Resolve(preset))
                    ? $"{preset}: this is data, not a built-in set; give it as --data {preset}."
                    : $"{preset}: no such built-in data set.{NearestName.Hint(preset, [Digits.Name])} There is: {Digits.Name}.");
        }

        CheckPaths(new[] { task.Data, task.Test, task.Labels, task.TestLabels }.OfType<string>().Select(Resolve));
        if (task is { Data: { } trained, Test: { } test } && IsSameFile(Resolve(trained), Resolve(test)))
        {
            throw new UserInputException($"--test: {test} holds the same as the training data; a test needs rows that training never sees: name another file, or leave it out and a part of the data is kept for it.");
        }

        return task.Data is { } data
            ? LoadFile(task, Resolve(data), Resolve)
            : throw new UserInputException($"No data: give a file with --data, or the built-in set {Digits.Name}.");

        string Resolve(string path) => Path.GetFullPath(path, Path.GetFullPath(baseFolder));
    }

    private static Dataset LoadDigits(TaskSpec task)
    {
        var idle = new (string Name, bool IsGiven)[]
        {
            ("--source", task.Source is not null), ("--target", task.Target is not null), ("--text", !task.Text.IsEmpty), ("--image", task.Image is not null), ("--column", !task.Columns.IsEmpty), ("--ignore", !task.Ignored.IsEmpty), ("--labels", task.Labels is not null), ("--test", task.Test is not null),
            ("--test-labels", task.TestLabels is not null), ("--group", task.Group is not null), ("--time-column", task.Time is not null), ("--target-transform", task.Transform is not null),
            ("--task regression", task.Kind == TaskKind.Regression), ("--task recommendation", task.Kind == TaskKind.Recommendation), ("--task ranking", task.Kind == TaskKind.Ranking), ("--task language-model", task.Kind == TaskKind.LanguageModel), ("--task translation", task.Kind == TaskKind.Translation),
        }.Where(option => option.IsGiven).ToList();
        return idle.Count == 0
            ? Digits.Load()
            : throw new UserInputException(idle.Select(option => $"{option.Name}: the built-in set {Digits.Name} has its own target, labels and test data; leave it out, or give your data with --data."));
    }

    private static void CheckPaths(IEnumerable<string> paths)
    {
        var problems = paths.Where(path => !File.Exists(path) && !Directory.Exists(path)).Select(NearestName.NoSuchFile).ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }

    private static bool IsSameFile(string one, string other) =>
        one == other || (File.Exists(one) && File.Exists(other) && new FileInfo(one).Length == new FileInfo(other).Length && File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other)));

    private static void CheckIdle(params IEnumerable<(string Name, bool IsGiven, string Why)> options)
    {
        var problems = options.Where(option => option.IsGiven).Select(option => $"{option.Name}: {option.Why}; leave it out.").ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }

    private static Dataset LoadFile(TaskSpec task, string path, Func<string, string> resolve)
    {
        if (task.Kind == TaskKind.LanguageModel)
        {
            return LanguageLoader.Load(task, path, task.Test is { } test ? resolve(test) : null);
        }

        var notes = new List<string>();
        if (Directory.Exists(path))
        {
            return LoadFolder(task, path, resolve, notes);
        }

        var train = DataFile.Read(path);
        var testPath = TestPath(task, resolve, () => FileConvention.Test(path), notes);
        var isIdx = IdxArray.IsIdx(train.Content);
        if (isIdx && FileConvention.Table(path) is { } table && IsOfTable(task, path))
        {
            notes.Clear();
            return LoadFile(task with { Test = task.Test is { } given && IdxArray.IsIdx(DataFile.Read(resolve(given)).Content) ? FileConvention.Table(resolve(given)) ?? given : task.Test }, table, resolve);
        }

        CheckIdle(isIdx
            ? [("--source", task.Source is not null, "images have no column of texts"), ("--target", task.Target is not null, "images have a label file (--labels), not a target column"), ("--time-column", task.Time is not null, "images have no column of times"), ("--text", !task.Text.IsEmpty, "images have no column of text; a table of the same name beside them has (train.csv beside train-images.idx)"), ("--image", task.Image is not null, "these are the images"), ("--column", !task.Columns.IsEmpty, "images have no columns"), ("--ignore", !task.Ignored.IsEmpty, "images have no columns")]
            : [("--labels", task.Labels is not null, "a table has a target column (--target)"), ("--test-labels", task.TestLabels is not null, "a table has a target column (--target)")]);
        return isIdx
            ? IdxLoader.Load(task, train, testPath, resolve, notes)
            : IsTranslation(task)
            ? PairLoader.Load(task, train, testPath is null ? null : DataFile.Read(testPath), notes)
            : task.Kind is TaskKind.Recommendation or TaskKind.Ranking
            ? RatingsLoader.Load(task, train, testPath is null ? null : DataFile.Read(testPath), notes)
            : TableLoader.Load(task, train, testPath is null ? null : DataFile.Read(testPath), notes, task.Image is null ? FileConvention.Images(path) : FileConvention.Existing(resolve(task.Image)));
    }

    /// <summary>Whether the answer for IDX images is in the table beside them.</summary>
    private static bool IsOfTable(TaskSpec task, string images) =>
        task.Target is not null || !task.Text.IsEmpty || !task.Columns.IsEmpty || (task.Labels is null && FileConvention.Labels(images) is null);

    /// <summary>A source column makes a translation, and with another kind of task it is a mistake.</summary>
    private static bool IsTranslation(TaskSpec task)
    {
        if (task.Kind is null or TaskKind.Translation)
        {
            CheckIdle(task is { Kind: TaskKind.Translation } or { Source: not null }
                ? [("--text", !task.Text.IsEmpty, "the text to translate is named with --source"), ("--target-transform", task.Transform is not null, "texts have no scale"),
                   ("--user", task.User is not null, Ratings), ("--item", task.Item is not null, Ratings), ("--time-column", task.Time is not null, "pairs of texts are not split by time")]
                : []);
            return task.Kind == TaskKind.Translation || task.Source is not null;
        }

        CheckIdle(("--source", task.Source is not null, $"only a translation has a source column, and --task says {task.Kind.Value.ToString().ToLowerInvariant()}"));
        return false;
    }

    private static Dataset LoadFolder(TaskSpec task, string folder, Func<string, string> resolve, List<string> notes)
    {
        if (FileConvention.DataIn(folder) is { } file)
        {
            return LoadFile(task, file, resolve);
        }

        var train = FileConvention.TrainingFolder(folder);
        if (!PictureLoader.IsPictureFolder(train))
        {
            throw new UserInputException(
                $"{folder}: no data in this folder; a folder for each class with PNG or JPEG pictures, train-images.idx or train.csv is looked for.");
        }

        const string ByFolder = "the classes of pictures are the names of their folders";
        CheckIdle(("--source", task.Source is not null, ByFolder), ("--target", task.Target is not null, ByFolder), ("--time-column", task.Time is not null, "pictures have no column of times"), ("--text", !task.Text.IsEmpty, "pictures have no column of text"), ("--image", task.Image is not null, "the folder holds the images"), ("--column", !task.Columns.IsEmpty, "pictures have no columns"), ("--ignore", !task.Ignored.IsEmpty, "pictures have no columns"), ("--labels", task.Labels is not null, ByFolder), ("--test-labels", task.TestLabels is not null, ByFolder));
        var test = TestPath(task, resolve, () => FileConvention.TestFolder(train), notes);
        return test is null || Directory.Exists(test)
            ? PictureLoader.Load(task, train, test, notes)
            : throw new UserInputException(File.Exists(test) ? $"{test}: a folder is needed, as the training data are one." : NearestName.NoSuchFile(test));
    }

    private static string? TestPath(TaskSpec task, Func<string, string> resolve, Func<string?> byName, List<string> notes)
    {
        if (task.Test is { } given)
        {
            return resolve(given);
        }

        var found = byName();
        if (found is not null)
        {
            notes.Add($"Test data: {Path.GetFileName(found)}, by its name.");
        }

        return found;
    }
}
