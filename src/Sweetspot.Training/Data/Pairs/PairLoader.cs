using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads pairs of texts: a table with a column to be translated and one with the translations.</summary>
internal static class PairLoader
{
    private const ulong TestSeed = 20;
    private const int FewestRows = 10;
    private const int MostTried = 2000;
    private static readonly string[] s_sources = ["source", "src", "input", "question", "prompt", "query", "instruction", "context"];
    private static readonly string[] s_targets = ["target", "tgt", "translation", "output", "answer", "response", "reply", "completion"];

    public static Dataset Load(TaskSpec task, DataFile train, DataFile? test, IReadOnlyList<string> notes)
    {
        var table = TextTable.Read(train);
        var (source, target, group) = Columns(task, table, train.Name);
        var training = table.Rows;
        List<string> said = [.. notes, $"Translation: {source.Name} is read, {target.Name} is written."];
        if (test is not null && table.Append(test, [.. table.Columns.Where(column => column != source && column != target).Select(column => column.Name)]) is { Count: > 0 } extra)
        {
            said.Add($"{test.Name}: {Listing.Of(extra)} ignored; the training data have no such columns.");
        }

        ImmutableArray<int> kept = [.. Enumerable.Range(0, table.Rows).Where(row => source[row].Length > 0 && target[row].Length > 0)];
        var rows = new Rows(kept, kept.Count(row => row < training));
        if (rows.Training < FewestRows)
        {
            throw new UserInputException($"{train.Name}: {Counted.Of(rows.Training, "pair")} with both {source.Name} and {target.Name} {Counted.Word(rows.Training, "is", "are")} too few to learn from and to judge by; {FewestRows} is the least.");
        }

        said.AddRange(Empty(source, target, table.Rows, kept.Length));
        return Build(task, new Found(source, target, group), rows, said, train, test);
    }

    private static IEnumerable<string> Empty(TextColumn source, TextColumn target, int all, int kept) => kept == all ? [] :
        [string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(all - kept, "row has", "rows have")} an empty {source.Name} or {target.Name} and {Counted.Word(all - kept, "is", "are")} left out.")];

    private static PairDataset Build(TaskSpec task, Found found, Rows rows, List<string> notes, DataFile train, DataFile? test)
    {
        ImmutableArray<int> given = found.Group is { } column ? [.. rows.Kept.Select(row => column.Codes[row])] : [];
        ImmutableArray<string> sources = [.. rows.Kept.Select(row => found.Source[row])];
        var groups = PairSplits.Groups(sources, given);
        if (task.TestFraction is { } fraction && rows.Kept.Length == rows.Training)
        {
            var held = PairSplits.HoldOut(rows.Training, groups, TestPart.Checked(fraction), RandomStream.For(TestSeed, 0, "test"), int.MaxValue);
            var order = RowOrder.TrainingFirst(held);
            rows = new Rows([.. order.Select(at => rows.Kept[at])], rows.Training - held.Count(isHeld => isHeld));
            groups = groups.IsEmpty ? [] : [.. order.Select(at => groups[at])];
            sources = [.. order.Select(at => sources[at])];
            notes.Add(TestPart.Note(rows.Kept.Length - rows.Training));
        }

        if (rows.Kept.Length - rows.Training is > TrainingDefaults.MostTestedPairs and var tested)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{TrainingDefaults.MostTestedPairs:N0} of the {tested:N0} test rows, drawn at random, are translated: the same for every model."));
        }

        ImmutableArray<string> targets = [.. rows.Kept.Select(row => found.Target[row])];
        notes.AddRange(Repeated(found, sources, groups, rows.Training));
        var texts = new PairTexts(found.Source.Name, found.Target.Name, sources, targets);
        var profile = Profile(texts, rows, groups, found.Group is not null, notes, train, test);
        return new PairDataset(profile, texts, groups.IsEmpty ? [] : [.. groups.Take(rows.Training)]);
    }

    private static DataProfile Profile(PairTexts texts, Rows rows, ImmutableArray<int> groups, bool hasGroups, List<string> notes, DataFile train, DataFile? test)
    {
        var (sources, targets) = (texts.Sources[..rows.Training], texts.Targets[..rows.Training]);
        var (read, written) = (PairReader.Shape(sources, isAnswer: false), PairReader.Shape(targets, isAnswer: true));
        return new DataProfile
        {
            Name = FileConvention.DataName(train.Path),
            Kind = TaskKind.Translation,
            Rows = rows.Training,
            TestRows = rows.Kept.Length - rows.Training,
            Input = new InputShape(0, 1, 1) { Texts = [read, written] },
            Classes = [],
            Groups = groups.IsEmpty || !hasGroups ? null : groups.Take(rows.Training).Distinct().Count(),
            TrivialChrF = TrivialChrF([.. sources.Take(MostTried)], [.. targets.Take(MostTried)]),
            SharesAlphabet = PairReader.SharesAlphabet(sources, targets),
            Notes = [.. notes, PairReader.Note(texts.SourceColumn, read, sources), PairReader.Note(texts.TargetColumn, written, targets)],
            ContentHash = ContentHash.Of(test is null ? [train.Raw] : [train.Raw, test.Raw]),
        };
    }

    /// <summary>The better of copying the source and of always the commonest target.</summary>
    public static double TrivialChrF(IReadOnlyList<string> sources, IReadOnlyList<string> targets, string? commonest = null)
    {
        commonest ??= targets.GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).First().Key;
        return Math.Max(ChrF.Score([.. sources.Zip(targets, ChrF.Statistics)]), ChrF.Score([.. targets.Select(target => ChrF.Statistics(commonest, target))]));
    }

    private static IEnumerable<string> Repeated(Found found, ImmutableArray<string> sources, ImmutableArray<int> groups, int training)
    {
        var same = training - sources.Take(training).Distinct(StringComparer.Ordinal).Count();
        if (same > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(same, "row repeats", "rows repeat")} the {found.Source.Name} of another row; rows of one {found.Source.Name} stay on one side of every split.");
        }

        var shared = sources.Skip(training).Distinct(StringComparer.Ordinal).Intersect(sources.Take(training), StringComparer.Ordinal).Count();
        if (shared > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Warning: {Counted.Of(shared, "text")} of {found.Source.Name} {Counted.Word(shared, "is", "are")} in both training and test data; test scores may flatter.");
        }
        else if (found.Group is { } group && groups.Skip(training).Intersect(groups.Take(training)).Count() is > 0 and var both)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Warning: {Counted.Of(both, "value")} of {group.Name} {Counted.Word(both, "is", "are")} in both training and test data; test scores may flatter.");
        }
    }

    private static Found Columns(TaskSpec task, TextTable table, string file)
    {
        var problems = new List<string>();
        var isBare = task.Source is null && task.Target is null && table.Columns.Count == 2 && !s_sources.Any(name => table.Find(name) is not null);
        var source = isBare ? table.Columns[0] : One(table, task.Source, "--source", "texts to translate", s_sources, problems, file);
        var target = isBare ? table.Columns[1] : One(table, task.Target, "--target", "translations", s_targets, problems, file);
        var group = task.Group is null ? null : One(table, task.Group, "--group", "groups", [], problems, file);
        if (problems.Count == 0 && source == target)
        {
            problems.Add($"{file}: {source!.Name} is both the source and the target; name two columns with --source and --target.");
        }

        if (problems.Count == 0 && group is not null && group == target)
        {
            problems.Add($"{file}: {group.Name} is both the group and the target; name another column with --group, or leave it out.");
        }

        return problems.Count == 0 ? new Found(source!, target!, group) : throw new UserInputException(problems);
    }

    private static TextColumn? One(TextTable table, string? given, string option, string what, string[] usual, List<string> problems, string file)
    {
        var names = table.Columns.Select(column => column.Name).ToList();
        var column = given is null ? usual.Select(table.Find).FirstOrDefault(column => column is not null) : table.Find(given);
        if (column is null)
        {
            problems.Add(given is null
                ? $"{file}: no column of {what} is found ({string.Join(", ", usual.Take(3))}, …); name it with {option}. Columns: {Listing.Of(names)}."
                : $"{file}: {option} names the column {given}, which is not there.{NearestName.Hint(given, names)} Columns: {Listing.Of(names)}.");
        }

        return column;
    }

    private sealed record Rows(ImmutableArray<int> Kept, int Training);

    private sealed record Found(TextColumn Source, TextColumn Target, TextColumn? Group);
}
