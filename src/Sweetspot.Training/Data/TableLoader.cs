using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads a CSV or TSV file, with its test file where there is one.</summary>
internal static class TableLoader
{
    private const long MostNumbers = 1_000_000_000;
    private const int MostTexts = 8;

    /// <summary>What --ignore calls images that lie beside the table.</summary>
    private const string ImagesName = "image";

    private static readonly string[] UsualTargets = ["target", "label", "class", "y"];
    private static readonly string[] UsualGroups = ["drive", "session", "track", "group", "subject", "patient"];

    /// <param name="task">The task.</param>
    /// <param name="train">The table.</param>
    /// <param name="test">The test table; null: none.</param>
    /// <param name="notes">What was recognised so far.</param>
    /// <param name="images">IDX images in the table's order, unless the task's image is a column; null: none.</param>
    public static Dataset Load(TaskSpec task, DataFile train, DataFile? test, IReadOnlyList<string> notes, string? images = null)
    {
        var table = TextTable.Read(train);
        if (task.Image is { } given && images is not null)
        {
            (task, images) = table.Find(given) is null ? (task with { Image = null }, images) : (task, null);
        }

        var target = FindTarget(table, task, train.Name);
        var group = task.Group is { } name ? FindColumn(table, name, "--group", train.Name) : task.Image is null ? null : UsualGroups.Select(table.Find).FirstOrDefault(column => column is not null);
        var time = task.Time is null ? null : FindColumn(table, task.Time, "--time-column", train.Name);
        if (time is not null && time == target)
        {
            throw new UserInputException($"{train.Name}: {time.Name} is both the target and the time; name another column with --target or --time-column.");
        }

        var trainingRows = table.Rows;
        var said = new List<string>(notes);
        if (test is not null && table.Append(test) is { Count: > 0 } extra)
        {
            said.Add($"{test.Name}: {Listing.Of(extra)} ignored; the training data have no such columns.");
        }

        if (group is not null && task.Group is null)
        {
            said.Add($"Rows of one {group.Name} stay on one side of every split; --group names another column.");
        }

        var reader = new TargetReader(target, trainingRows, table.Place);
        var answers = reader.Read(task);
        return Build(task, new Parts(table, target, group, time, reader, answers, said, train, test, trainingRows) { Idx = images });
    }

    private static TextColumn FindTarget(TextTable table, TaskSpec task, string file)
    {
        if (task.Target is { } name)
        {
            return FindColumn(table, name, "--target", file);
        }

        return UsualTargets.Select(table.Find).FirstOrDefault(column => column is not null && IsLikelyTarget(table, column)) ?? throw new UserInputException(
            $"{file}: no column is called {string.Join(", ", UsualTargets.SkipLast(1))} or {UsualTargets[^1]}; name the target with --target. Columns: {Listing.Of(Names(table))}.");
    }

    /// <summary>A column y in the middle of a table is more likely a length than the answer.</summary>
    private static bool IsLikelyTarget(TextTable table, TextColumn column) =>
        column.Name.Length > 1 || column == table.Columns[0] || column == table.Columns[^1];

    private static TextColumn FindColumn(TextTable table, string name, string flag, string file) => table.Find(name) ?? throw new UserInputException(
        flag == "--image" && name.Contains(".idx", StringComparison.OrdinalIgnoreCase)
            ? $"{name}: no such file. --image names a file of IDX images, from the current folder, or a column of {file}."
            : $"{file}: {flag} names the column {name}, which is not there.{NearestName.Hint(name, Names(table))} Columns: {Listing.Of(Names(table))}.");

    private static List<string> Names(TextTable table) => [.. table.Columns.Select(column => column.Name)];

    private static Dataset Build(TaskSpec task, Parts parts)
    {
        var rows = parts.Reader.Kept;
        var training = parts.Reader.KeptTraining;
        var groups = GroupNumbers(parts.Group, rows);
        NoteSharedGroups(parts, groups, training);
        double[] times = parts.Time is null ? [] : TimeColumn.Read(parts.Time, rows, parts.Table.Place, parts.Notes);
        NoteOldTestRows(parts, times, training);
        if (task.TestFraction is { } fraction && rows.Length == training)
        {
            var held = TestPart.HoldOut(parts.Answers, groups, times, fraction);
            var order = RowOrder.TrainingFirst(held);
            training -= held.Count(isHeld => isHeld);
            rows = [.. order.Select(at => rows[at])];
            groups = groups.IsEmpty ? [] : [.. order.Select(at => groups[at])];
            times = times.Length == 0 ? [] : [.. order.Select(at => times[at])];
            parts = parts with { Answers = parts.Answers.Pick(order) };
            parts.Notes.Add(TestPart.Note(rows.Length - training, times.Length > 0));
        }

        ImmutableArray<double> trainingTimes = [.. times.Take(training)];
        TimeSplits.Check(trainingTimes, groups.IsEmpty ? [] : [.. groups.Take(training)], task.Validation);
        NoteTime(parts);

        var mine = Chosen(task, parts);
        var modalities = Modalities(task, parts, rows);
        var columns = new ColumnReader(rows, training);
        var copies = new AnswerCopies(parts.Answers, parts.Target.Name, rows[..training]);
        ImmutableArray<FeatureSeries> series = [.. mine.Where(column => !IsAnswer(task, parts, column, copies, modalities)).SelectMany(columns.Read), .. parts.Time is null ? [] : columns.ReadTime(parts.Time)];
        List<TextColumn> texts = [.. modalities.Texts];
        if (texts.Count == 0 && modalities.Images is null && series.IsEmpty && LongestText(parts.Table, columns.Texts) is { } text)
        {
            texts.Add(text);
            parts.Notes.Add($"{text.Name} is taken as the text, since nothing else can be learned from (--text says otherwise).");
        }

        ImmutableArray<int> trained = groups.IsEmpty ? [] : groups[..training];
        if (texts.Count == 1 && modalities.Images is null && series.IsEmpty)
        {
            return OfText(parts, texts, rows, training, trained, groups, columns, trainingTimes);
        }

        if (texts.Count > 0 || modalities.Images is not null)
        {
            return new FusionAssembly(texts, modalities.Images, TablePart.Of(series), columns.Notes, rows, training)
                .Build(parts.Answers, parts.Target.Name, trained, (input, notes) => Profile(parts, input, rows.Length, training, groups, notes), modalities.ImageColumn, trainingTimes);
        }

        Check(series, rows.Length, parts.Train.Name);
        var part = TablePart.Of(series);
        var profile = Profile(parts, InputShape.Numbers(part.NumberCount) with { Levels = part.Levels }, rows.Length, training, groups, columns.Notes);
        return new TableDataset(profile, part, parts.Answers, parts.Target.Name, trained, trainingTimes);
    }

    /// <summary>Columns that may be learned from as numbers or categories: those named, else all that are not something else.</summary>
    private static List<TextColumn> Chosen(TaskSpec task, Parts parts)
    {
        var named = task.Columns.Select(name => FindColumn(parts.Table, name, "--column", parts.Train.Name)).ToList();
        List<TextColumn> ignored = [.. task.Ignored.Where(name => name != ImagesName || parts.Table.Find(name) is not null).Select(name => FindColumn(parts.Table, name, "--ignore", parts.Train.Name))];
        if (named.FirstOrDefault(column => column == parts.Target || column == parts.Group) is { } wrong)
        {
            throw new UserInputException($"{parts.Train.Name}: --column names {wrong.Name}, which is the {(wrong == parts.Target ? "target" : "group")}; leave it out.");
        }

        List<TextColumn?> others = [parts.Target, parts.Group, parts.Time, .. ignored, .. task.Text.Append(task.Image).OfType<string>().Select(parts.Table.Find)];
        return [.. (named.Count > 0 ? named : parts.Table.Columns).Where(column => !others.Contains(column))];
    }

    /// <summary>
    /// Whether a column is left out as another name of the answer (<see cref="AnswerCopies"/>): beside an image or a text, which it would make look idle. In a plain table, where
    /// nothing but it may be known, it is learned from. Said, unless columns are named.
    /// </summary>
    private static bool IsAnswer(TaskSpec task, Parts parts, TextColumn column, AnswerCopies copies, Sources sources)
    {
        if (!task.Columns.IsEmpty || copies.Describe(column) is not { } how)
        {
            return false;
        }

        var isLeftOut = sources.Texts.Count > 0 || sources.Images is not null;
        parts.Notes.Add($"{column.Name}: {how}; " + (isLeftOut
            ? $"left out (--column {column.Name} learns from it, and then from no other column than those so named)."
            : $"if it is not known before the answer, leave it out (--ignore {column.Name})."));
        return isLeftOut;
    }

    /// <summary>Text columns, and images with their source.</summary>
    private static Sources Modalities(TaskSpec task, Parts parts, ImmutableArray<int> rows)
    {
        var texts = task.Text.Select(name => FindColumn(parts.Table, name, "--text", parts.Train.Name)).Distinct().ToList();
        var image = task.Image is { } name ? FindColumn(parts.Table, name, "--image", parts.Train.Name) : null;
        var problems = new List<string>();
        if (texts.Contains(parts.Target) || image == parts.Target)
        {
            problems.Add($"{parts.Train.Name}: {parts.Target.Name} is both the {(image == parts.Target ? "image" : "text")} and the target; name another column with {(image == parts.Target ? "--image" : "--text")} or --target.");
        }

        if (texts.Count > MostTexts)
        {
            problems.Add($"--text: {texts.Count} texts are more than {MostTexts}; name fewer.");
        }

        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }

        if (image is not null)
        {
            var (here, there) = (Folder(parts.Train.Path), parts.Test is null ? "" : Folder(parts.Test.Path));
            var column = new ImageColumn(image, row => row < parts.TrainingRows ? here : there, parts.Table.Place);
            var stack = column.Decode(rows, parts.Notes);
            parts.Hashed.AddRange(column.Files.Select(ContentHash.FileAt));
            if (parts.Answers.Kind == TaskKind.Regression && parts.Group is null && column.WarningWithoutGroup() is { } warning)
            {
                parts.Notes.Add(warning);
            }

            return new Sources(texts, stack, image.Name);
        }

        if (parts.Idx is null || task.Ignored.Contains(ImagesName))
        {
            return new Sources(texts, null, null);
        }

        var testRows = parts.Table.Rows - parts.TrainingRows;
        var (images, files) = IdxTable.Read(
            parts.Idx, parts.TrainingRows, parts.Train.Name, parts.Test is null ? null : (FileConvention.Images(parts.Test.Path) ?? FileConvention.Test(parts.Idx), testRows, parts.Test.Name));
        parts.Notes.Add($"Images: {Path.GetFileName(parts.Idx)}{(parts.Idx == FileConvention.Images(parts.Train.Path) ? ", by its name" : "")}; row by row with {parts.Train.Name} (--ignore {ImagesName} leaves them out).");
        parts.Hashed.AddRange(files.Select(ContentHash.Bytes));
        return new Sources(texts, images.Pick(rows), null);
    }

    private static string Folder(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";

    private static DataProfile Profile(Parts parts, InputShape input, int rows, int training, ImmutableArray<int> groups, IEnumerable<string> notes) => new()
    {
        Name = FileConvention.DataName(parts.Train.Path),
        Kind = parts.Answers.Kind,
        Rows = training,
        TestRows = rows - training,
        Input = input,
        Classes = parts.Answers.ClassNames,
        ClassCounts = parts.Answers.Kind == TaskKind.Classification ? parts.Answers.Counts(training) : [],
        Transform = parts.Answers.Transform,
        Groups = groups.IsEmpty ? null : groups.Take(training).Distinct().Count(),
        Notes = [.. parts.Notes, .. parts.Reader.Notes, .. notes],
        ContentHash = ContentHash.OfEach([ContentHash.Bytes(parts.Train.Raw), .. parts.Test is null ? [] : new[] { ContentHash.Bytes(parts.Test.Raw) }, .. parts.Hashed]),
    };

    private static TextColumn? LongestText(TextTable table, IEnumerable<string> names) =>
        names.Select(table.Find).OfType<TextColumn>().Where(column => TextUnits.AreSentences(column.Levels)).MaxBy(column => column.Levels.Average(text => text.Length));

    private static TextDataset OfText(
        Parts parts, List<TextColumn> texts, ImmutableArray<int> rows, int training, ImmutableArray<int> trained, ImmutableArray<int> groups, ColumnReader columns, ImmutableArray<double> times)
    {
        var values = TextReader.Join(texts, rows);
        var facts = TextReader.Facts(texts[0].Name, values[..training]);
        var profile = Profile(parts, TextReader.Input(facts), rows.Length, training, groups, [.. TextReader.Notes(facts, values), .. columns.Notes]);
        return new TextDataset(profile with { Texts = [facts] }, values, [texts[0].Name], parts.Answers, parts.Target.Name, trained, times);
    }

    private static void NoteTime(Parts parts)
    {
        if (parts.Time is { } time)
        {
            parts.Notes.Add($"Split by {time.Name}: the newest rows are held out; under 5,000 rows finalists are judged on five later and later parts of the newer half, each after learning from all that is older.");
        }
    }

    private static void NoteOldTestRows(Parts parts, double[] times, int training)
    {
        var newest = times.Length == 0 ? 0 : times.Take(training).Max();
        var old = times.Skip(training).Count(time => time <= newest);
        if (old > 0)
        {
            parts.Notes.Add(string.Create(
                CultureInfo.InvariantCulture, $"Warning: {old:N0} of {Counted.Of(times.Length - training, "test row")} {Counted.Word(old, "is", "are")} no newer than the newest training row; test scores may flatter."));
        }
    }

    private static void Check(ImmutableArray<FeatureSeries> series, int rows, string file)
    {
        if (series.IsEmpty)
        {
            throw new UserInputException($"{file}: no column beside the target can be learned from; all are constant, ids or free text.");
        }

        var width = series.Sum(one => (long)one.Width);
        if (width * rows > MostNumbers)
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"{file}: {rows:N0} rows of {width:N0} numbers are more than {MostNumbers:N0}; leave out columns or rows."));
        }
    }

    private static void NoteSharedGroups(Parts parts, ImmutableArray<int> groups, int training)
    {
        var shared = groups.Skip(training).Intersect(groups.Take(training)).Count();
        if (shared > 0)
        {
            parts.Notes.Add(string.Create(
                CultureInfo.InvariantCulture, $"Warning: {Counted.Of(shared, "value")} of {parts.Group!.Name} {Counted.Word(shared, "is", "are")} in both training and test data; test scores may flatter."));
        }
    }

    private static ImmutableArray<int> GroupNumbers(TextColumn? group, ImmutableArray<int> rows) => group is null ? [] : [.. rows.Select(row => group.Codes[row])];

    private sealed record Sources(IReadOnlyList<TextColumn> Texts, ImageStack? Images, string? ImageColumn);

    private sealed record Parts(
        TextTable Table, TextColumn Target, TextColumn? Group, TextColumn? Time, TargetReader Reader, Target Answers, List<string> Notes, DataFile Train, DataFile? Test, int TrainingRows)
    {
        /// <summary>IDX images in the table's order; null: none.</summary>
        public string? Idx { get; init; }

        /// <summary>Image files, for the hash: not read before.</summary>
        public List<Func<Stream>> Hashed { get; } = [];
    }
}
