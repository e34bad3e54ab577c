using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Hypervolume of the mixed size problem over a thousand trials.</summary>
internal static class LongMixed
{
    private const int Trials = 1000;
    private static readonly int[] s_at = [100, 200, 500, Trials];

    public static int Run(IReadOnlyList<string> searches, int seeds)
    {
        var problem = MixedProblem.Make(hasKnown: true);
        Console.WriteLine($"| search | seeds | {string.Join(" | ", s_at.Select(trials => $"volume at {trials}"))} | processor seconds |");
        Console.WriteLine($"| --- | ---: |{string.Concat(s_at.Select(_ => " ---: |"))} ---: |");
        foreach (var search in searches)
        {
            var runs = Enumerable.Range(1, seeds).Select(seed => One(problem, search, (ulong)seed)).ToList();
            var columns = s_at.Select((_, index) => Spread([.. runs.Select(run => run.Volumes[index])], "0.000"));
            Console.WriteLine($"| {search} | {seeds} | {string.Join(" | ", columns)} | {Spread([.. runs.Select(run => run.Seconds)], "0")} |");
        }

        return 0;
    }

    private static (double[] Volumes, double Seconds) One(SampleProblem problem, string search, ulong seed)
    {
        var start = CpuTime.Seconds;
        var plan = new ReplayPlan { Seed = seed, Fidelity = new Fidelity(1), Trials = Trials };
        var trials = new ReplayRunner(SearchAlgorithms.Create(search, problem.Settings(seed)), problem.Replay, plan).Run(CancellationToken.None).Trials;
        var seconds = CpuTime.Seconds - start;
        var points = trials.Select(trial => problem.Judge(problem.Write(trial)).Scaled).ToList();
        var front = new FrontArchive(points[0].Length);
        var volumes = new List<double>();
        foreach (var (point, number) in points.Select((point, number) => (point, number)))
        {
            front.Add(point, number);
            if (s_at.Contains(number + 1))
            {
                volumes.Add(Hypervolume.Of(front.Points, [.. point.Select(_ => 1.0)]));
            }
        }

        return ([.. volumes], seconds);
    }

    private static string Spread(List<double> values, string format)
    {
        values.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{values[values.Count / 2].ToString(format, CultureInfo.InvariantCulture)} ({values[0].ToString(format, CultureInfo.InvariantCulture)} to {values[^1].ToString(format, CultureInfo.InvariantCulture)})");
    }
}
