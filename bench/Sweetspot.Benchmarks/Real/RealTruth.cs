using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>What candidates are worth: trained with seeds that no search had, on all training rows with the whole schedule, and judged on the test data.</summary>
/// <param name="Genes">The candidate's key.</param>
/// <param name="Accuracy">Mean test accuracy.</param>
/// <param name="Seeds">Trainings.</param>
/// <param name="Error">Standard error of the mean: over the test rows, and over seeds by the variance of all candidates together.</param>
internal sealed record RealTruth(string Genes, double Accuracy, int Seeds, double Error)
{
    private const int MostPromising = 3;
    private const ulong StudySeed = 1000;

    /// <summary>Trains what is missing of the candidates that a program recommended at any time, and of the best-looking few of each run.</summary>
    /// <param name="data">Folder of the data.</param>
    /// <param name="folder">Of the runs.</param>
    /// <param name="seeds">Trainings of each candidate.</param>
    /// <param name="part">Which of the parts: two processes do both at once.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="cancellationToken">Stops; what has been trained is kept.</param>
    public static async Task TrainAsync(string data, string folder, int seeds, int part, int parts, CancellationToken cancellationToken)
    {
        var (epochs, _) = RealSettings.Of(folder);
        var study = new RealStudy(data, epochs);
        var evaluator = new TrainingEvaluator(
            study.Data, new TrainingOptions { StudySeed = StudySeed, Epochs = epochs }, new MachineFacts(null), TrainingGate.OfThisUser(TimeProvider.System), TimeProvider.System);
        var wanted = Wanted(RealRun.ReadAll(folder));
        var known = Lines(folder).Select(line => (line.Genes, line.Seed)).ToHashSet();
        Console.WriteLine($"{wanted.Count} candidates, {seeds} trainings each, {known.Count} of them there");
        foreach (var (genes, seed) in wanted.SelectMany(genes => Enumerable.Range(0, seeds).Select(seed => (genes, seed))).Where((_, index) => index % parts == part))
        {
            if (known.Contains((genes, seed)))
            {
                continue;
            }

            var request = new TrialRequest(RealTrial.CandidateOf(genes), new Fidelity(epochs), RandomStream.For(StudySeed, seed, "truth").NextUInt64(), TrialPurpose.Final);
            var evaluation = await evaluator.EvaluateAsync(request, cancellationToken);
            var accuracy = evaluation.State == TrialState.Completed
                ? evaluation.Metrics[Metrics.OnTest(Metrics.Accuracy).Name]
                : throw new SweetspotException($"{genes}: {evaluation.Reason}");
            var line = new Line(genes, seed, accuracy.Value, accuracy.StandardError!.Value);
            await File.AppendAllTextAsync(Path.Combine(folder, FormattableString.Invariant($"truth-{part}.csv")), line.ToCsv() + "\n", CancellationToken.None);
            Console.WriteLine(line.ToCsv());
        }
    }

    /// <summary>What is known of the runs of a folder.</summary>
    public static IReadOnlyDictionary<string, RealTruth> ReadAll(string folder)
    {
        var trained = Lines(folder).GroupBy(line => line.Genes).Select(same => same.DistinctBy(line => line.Seed).ToList()).ToList();
        var freedom = trained.Sum(same => same.Count - 1);
        var variance = freedom > 0 ? trained.Sum(same => same.Sum(line => Math.Pow(line.Accuracy - same.Average(other => other.Accuracy), 2))) / freedom : 0;
        return trained
            .Select(same => new RealTruth(
                same[0].Genes, same.Average(line => line.Accuracy), same.Count, Math.Sqrt(Math.Pow(same.Average(line => line.Error), 2) + (variance / same.Count))))
            .ToDictionary(truth => truth.Genes);
    }

    /// <summary>Candidates whose worth must be known, those that most runs recommended first.</summary>
    public static IReadOnlyList<string> Wanted(IReadOnlyList<RealRun> runs) =>
    [
        .. runs.SelectMany(run => run.Recommended().Concat(run.Trials.OrderByDescending(trial => trial.Accuracy).Take(MostPromising)).Select(trial => trial.Genes).Distinct())
            .GroupBy(genes => genes).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).Select(same => same.Key),
    ];

    private static IReadOnlyList<Line> Lines(string folder) =>
        [.. Directory.EnumerateFiles(folder, "truth-*.csv").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(Line.Parse).OfType<Line>()];

    private sealed record Line(string Genes, int Seed, double Accuracy, double Error)
    {
        public string ToCsv() => string.Create(CultureInfo.InvariantCulture, $"{Genes},{Seed},{Accuracy},{Error},end");

        /// <summary>Null where it was cut.</summary>
        public static Line? Parse(string text) => text.Split(',') is { Length: 5 } cells && cells[4] == "end"
            ? new Line(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture))
            : null;
    }
}
