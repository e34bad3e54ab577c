using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads a CSV or TSV file, with its test file where there is one.</summary>
internal static class TableLoader
{
    private const long MostNumbers = 1_000_000_000;
    private static readonly string[] UsualTargets = ["target", "label", "class", "y"];

    public static Dataset Load(TaskSpec task, DataFile train, DataFile? test, IReadOnlyList<string> notes)
    {
        var table = TextTable.Read(train);
        var target = FindTarget(table, task, train.Name);
        var group = task.Group is null ? null : FindColumn(table, task.Group, "--group", train.Name);
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

        var reader = new TargetReader(target, trainingRows, table.Place);
        var answers = reader.Read(task);
        return Build(task, new Parts(table, target, group, time, reader, answers, said, train, test));
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

    private static TextColumn FindColumn(TextTable table, string name, string flag, string file) => table.Find(name)
        ?? throw new UserInputException($"{file}: {flag} names the column {name}, which is not there.{NearestName.Hint(name, Names(table))} Columns: {Listing.Of(Names(table))}.");

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

        var texts = task.Text.Select(name => FindColumn(parts.Table, name, "--text", parts.Train.Name)).ToList();
        if (texts.Contains(parts.Target))
        {
            throw new UserInputException($"{parts.Train.Name}: {parts.Target.Name} is both the text and the target; name another column with --text or --target.");
        }

        var columns = new ColumnReader(rows, training);
        ImmutableArray<FeatureSeries> series =
            [.. parts.Table.Columns.Where(column => column != parts.Target && column != parts.Group && column != parts.Time).SelectMany(columns.Read),
                .. parts.Time is null ? [] : columns.ReadTime(parts.Time)];
        if (texts.Count == 0 && series.IsEmpty && LongestText(parts.Table, columns.Texts) is { } text)
        {
            texts.Add(text);
            parts.Notes.Add($"{text.Name} is taken as the text, since nothing else can be learned from (--text says otherwise).");
        }

        if (texts.Count > 0)
        {
            return OfText(parts, texts, rows, training, groups, trainingTimes);
        }

        Check(series, rows.Length, parts.Train.Name);
        var profile = Profile(parts, InputShape.Numbers(series.Sum(one => one.Width)), rows.Length, training, groups, columns.Notes);
        return new TableDataset(profile, series, parts.Answers, parts.Target.Name, groups.IsEmpty ? [] : [.. groups.Take(training)], trainingTimes);
    }

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
        ContentHash = ContentHash.Of(parts.Test is null ? [parts.Train.Raw] : [parts.Train.Raw, parts.Test.Raw]),
    };

    private static TextColumn? LongestText(TextTable table, IEnumerable<string> names) =>
        names.Select(table.Find).OfType<TextColumn>().Where(column => TextUnits.AreSentences(column.Levels)).MaxBy(column => column.Levels.Average(text => text.Length));

    private static TextDataset OfText(Parts parts, List<TextColumn> columns, ImmutableArray<int> rows, int training, ImmutableArray<int> groups, ImmutableArray<double> times)
    {
        var texts = TextReader.Join(columns, rows);
        var name = string.Join(" + ", columns.Select(column => column.Name));
        var facts = TextReader.Facts(name, texts[..training]);
        var others = parts.Table.Columns.Where(column => column != parts.Target && column != parts.Group && column != parts.Time && !columns.Contains(column)).Select(column => column.Name).ToList();
        IEnumerable<string> leftOut = others.Count == 0 ? [] : [$"{Listing.Of(others)}: left out, since only the text is learned from."];
        var profile = Profile(parts, TextReader.Input(facts), rows.Length, training, groups, [.. TextReader.Notes(facts, texts), .. leftOut]);
        return new TextDataset(
            profile with { Texts = [facts] }, texts, [.. columns.Select(column => column.Name)], parts.Answers, parts.Target.Name, groups.IsEmpty ? [] : [.. groups.Take(training)], times);
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
                CultureInfo.InvariantCulture, $"Warning: {old:N0} of {times.Length - training:N0} test rows are no newer than the newest training row; test scores may flatter."));
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
                CultureInfo.InvariantCulture, $"Warning: {shared:N0} values of {parts.Group!.Name} are in both training and test data; test scores may flatter."));
        }
    }

    private static ImmutableArray<int> GroupNumbers(TextColumn? group, ImmutableArray<int> rows) => group is null ? [] : [.. rows.Select(row => group.Codes[row])];

    private sealed record Parts(
        TextTable Table, TextColumn Target, TextColumn? Group, TextColumn? Time, TargetReader Reader, Target Answers, List<string> Notes, DataFile Train, DataFile? Test);
}
