using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>What candidates are worth: trained with seeds that no search had, with the whole schedule.</summary>
/// <param name="Genes">The candidate's key.</param>
/// <param name="Accuracy">Mean accuracy; on rows held out without how easy the rows of each seed are.</param>
/// <param name="Seeds">Trainings.</param>
/// <param name="Error">Standard error of the mean: over seeds by the variance of all candidates together; on test data, where all seeds have the same rows, over these too.</param>
internal sealed record RealTruth(string Genes, double Accuracy, int Seeds, double Error)
{
    private const int MostPromising = 3;
    private const ulong StudySeed = 1000;

    /// <summary>Trains what is missing of the candidates that a program recommended at any time, and of the best-looking few of each run.</summary>
    /// <param name="data">Folder of the data.</param>
    /// <param name="folder">Of the runs.</param>
    /// <param name="rows">On which rows they are judged.</param>
    /// <param name="seeds">Trainings of each candidate.</param>
    /// <param name="part">Which of the parts: two processes do both at once.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="cancellationToken">Stops; what has been trained is kept.</param>
    public static async Task TrainAsync(string data, string folder, TruthRows rows, int seeds, int part, int parts, CancellationToken cancellationToken)
    {
        var (epochs, _) = RealSettings.Of(folder);
        var study = new RealStudy(data, epochs);
        var isTest = rows == TruthRows.Test;
        var wanted = Wanted(RealRun.ReadAll(folder));
        var known = Lines(folder, rows).Select(line => (line.Genes, line.Seed)).ToHashSet();
        Console.WriteLine($"{wanted.Count} candidates, {seeds} trainings each, {known.Count} of them there");
        foreach (var (genes, seed) in wanted.SelectMany(genes => Enumerable.Range(0, seeds).Select(seed => (genes, seed))).Where((_, index) => index % parts == part))
        {
            if (known.Contains((genes, seed)))
            {
                continue;
            }

            var options = new TrainingOptions { StudySeed = isTest ? StudySeed : StudySeed + (ulong)seed, Epochs = epochs, ValidationFraction = RealStudy.Validation };
            var evaluator = new TrainingEvaluator(study.Data, options, new MachineFacts(null), TrainingGate.OfThisUser(TimeProvider.System), TimeProvider.System);
            var request = new TrialRequest(
                RealTrial.CandidateOf(genes), new Fidelity(epochs), RandomStream.For(StudySeed, seed, "truth").NextUInt64(), isTest ? TrialPurpose.Final : TrialPurpose.Search);
            var evaluation = await evaluator.EvaluateAsync(request, cancellationToken);
            var accuracy = evaluation.State == TrialState.Completed
                ? evaluation.Metrics[(isTest ? Metrics.OnTest(Metrics.Accuracy) : Metrics.Accuracy).Name]
                : throw new SweetspotException($"{genes}: {evaluation.Reason}");
            var line = new Line(genes, seed, accuracy.Value, accuracy.StandardError!.Value);
            await File.AppendAllTextAsync(Path.Combine(folder, FormattableString.Invariant($"{NameOf(rows)}-{part}.csv")), line.ToCsv() + "\n", CancellationToken.None);
            Console.WriteLine(line.ToCsv());
        }
    }

    /// <summary>What is known of some candidates. On rows held out only seeds count that all of them have, and fewer than two say nothing.</summary>
    public static IReadOnlyDictionary<string, RealTruth> ReadAll(string folder, TruthRows rows, IReadOnlyList<string> wanted)
    {
        var isTest = rows == TruthRows.Test;
        var lines = Lines(folder, rows).Where(line => wanted.Contains(line.Genes)).DistinctBy(line => (line.Genes, line.Seed)).ToList();
        var trained = (isTest ? lines : WithoutSplits(lines, wanted.Count)).GroupBy(line => line.Genes).Select(same => same.ToList()).ToList();
        var freedom = trained.Sum(same => same.Count - 1) - (isTest || trained.Count == 0 ? 0 : trained[0].Count - 1);
        var variance = freedom > 0 ? trained.Sum(same => same.Sum(line => Math.Pow(line.Accuracy - same.Average(other => other.Accuracy), 2))) / freedom : 0;
        return trained
            .Select(same => new RealTruth(
                same[0].Genes, same.Average(line => line.Accuracy), same.Count,
                Math.Sqrt((isTest ? Math.Pow(same.Average(line => line.Error), 2) : 0) + (variance / same.Count))))
            .ToDictionary(truth => truth.Genes);
    }

    /// <summary>Candidates whose worth must be known, those that most runs recommended first.</summary>
    public static IReadOnlyList<string> Wanted(IReadOnlyList<RealRun> runs) =>
    [
        .. runs.SelectMany(run => run.Recommended().Concat(run.Trials.OrderByDescending(trial => trial.Accuracy).Take(MostPromising)).Select(trial => trial.Genes).Distinct())
            .GroupBy(genes => genes).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).Select(same => same.Key),
    ];

    /// <summary>What an option and the files call them.</summary>
    public static string NameOf(TruthRows rows) => rows == TruthRows.Test ? "test" : "held-out";

    /// <summary>Each accuracy without how easy the rows of its seed are, which all candidates have in common; only seeds that all candidates have, none where that is one.</summary>
    private static List<Line> WithoutSplits(List<Line> lines, int candidates)
    {
        var whole = lines.GroupBy(line => line.Seed).Where(same => same.Count() == candidates).ToList();
        if (whole.Count < 2)
        {
            return [];
        }

        var mean = whole.Average(same => same.Average(line => line.Accuracy));
        return [.. whole.SelectMany(same => same.Select(line => line with { Accuracy = line.Accuracy - same.Average(other => other.Accuracy) + mean }))];
    }

    private static IReadOnlyList<Line> Lines(string folder, TruthRows rows) =>
        [.. Directory.EnumerateFiles(folder, $"{NameOf(rows)}-*.csv").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(Line.Parse).OfType<Line>()];

    private sealed record Line(string Genes, int Seed, double Accuracy, double Error)
    {
        public string ToCsv() => string.Create(CultureInfo.InvariantCulture, $"{Genes},{Seed},{Accuracy},{Error},end");

        /// <summary>Null where it was cut.</summary>
        public static Line? Parse(string text) => text.Split(',') is { Length: 5 } cells && cells[4] == "end"
            ? new Line(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture))
            : null;
    }
}
