using System.Globalization;

namespace Sweetspot.Benchmarks;

/// <summary>One run of one program, as its file keeps it: a line a training in the order of ending, then its end.</summary>
/// <param name="Program">auto, classic or optuna.</param>
/// <param name="Pair">Number of the pair, which is the seed.</param>
/// <param name="Trials">In the order of ending.</param>
/// <param name="CpuSeconds">Processor time of the whole run.</param>
/// <param name="WallSeconds">Time of the whole run.</param>
internal sealed record RealRun(string Program, int Pair, IReadOnlyList<RealTrial> Trials, double CpuSeconds, double WallSeconds)
{
    private const string Header = "cpu_seconds,wall_seconds,accuracy,standard_error,flops,genes";

    public static string PathOf(string folder, string program, int pair) => Path.Combine(folder, FormattableString.Invariant($"{program}-{pair}.csv"));

    /// <summary>All runs of a folder.</summary>
    public static IReadOnlyList<RealRun> ReadAll(string folder) =>
    [
        .. from program in RealRuns.Programs
           from file in Directory.EnumerateFiles(folder, $"{program}-*.csv")
           let run = Read(file, program)
           orderby run.Pair
           select run,
    ];

    /// <summary>Keeps the run, wholly or not at all.</summary>
    public void WriteTo(string folder)
    {
        var path = PathOf(folder, Program, Pair);
        var end = string.Create(CultureInfo.InvariantCulture, $"{CpuSeconds:0.00},{WallSeconds:0.00},,,,end");
        File.WriteAllLines(path + ".part", [Header, .. Trials.Select(trial => trial.ToCsv()), end]);
        File.Move(path + ".part", path);
    }

    /// <summary>
    /// What is recommended after each training: by mean accuracy of each candidate so far, the one of fewest FLOPs within a standard error of the best. Reckoned
    /// here for every program alike, whatever its own rule.
    /// </summary>
    public IEnumerable<RealTrial> Recommended()
    {
        for (var ended = 1; ended <= Trials.Count; ended++)
        {
            var seen = Trials.Take(ended).GroupBy(trial => trial.Genes).Select(same => same.First() with { Accuracy = same.Average(trial => trial.Accuracy) }).ToList();
            var best = seen.MaxBy(candidate => candidate.Accuracy)!;
            yield return seen.Where(candidate => candidate.Accuracy >= best.Accuracy - best.Error).OrderBy(candidate => candidate.Flops).ThenByDescending(candidate => candidate.Accuracy).First();
        }
    }

    private static RealRun Read(string file, string program)
    {
        var lines = File.ReadAllLines(file);
        var end = lines[^1].Split(',');
        var pair = Path.GetFileNameWithoutExtension(file)[(program.Length + 1)..];
        return new RealRun(
            program, int.Parse(pair, CultureInfo.InvariantCulture), [.. lines[1..^1].Select(RealTrial.Parse)],
            double.Parse(end[0], CultureInfo.InvariantCulture), double.Parse(end[1], CultureInfo.InvariantCulture));
    }
}
