using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>One run of a search on a problem, judged.</summary>
internal sealed class SampleRun
{
    /// <summary>Stands for a number of trials that was not enough.</summary>
    public const int Never = 10_000;

    private SampleRun(double[] volumes, int rightFrom) => (Volumes, RightFrom) = (volumes, rightFrom);

    /// <summary>Hypervolume after each trial as a share of the whole table's; of 1 where that is not known.</summary>
    public double[] Volumes { get; }

    /// <summary>After how many trials the recommendation stays right: the cheapest seen within a standard error of the best seen. <see cref="Never"/> where it does not.</summary>
    public int RightFrom { get; }

    /// <summary>Judges one.</summary>
    public static SampleRun Of(SampleProblem problem, IReadOnlyList<string> trials)
    {
        List<Judged> points = [.. trials.Select(problem.Judge)];
        return new SampleRun(VolumesOf(problem, points), problem.Truth is null ? Never : RightFromOf(problem, points));
    }

    /// <summary>After how many trials a hypervolume is reached.</summary>
    public int Reaches(double volume) => Array.FindIndex(Volumes, reached => reached >= volume) is var at and >= 0 ? at + 1 : Never;

    private static double[] VolumesOf(SampleProblem problem, List<Judged> points)
    {
        var count = points[0].Scaled.Length;
        double[] reference = [.. Enumerable.Repeat(1.0, count)];
        var whole = problem.WholeVolume;
        var front = new FrontArchive(count);
        var volumes = new double[SampleRuns.Trials];
        for (var trial = 0; trial < volumes.Length; trial++)
        {
            var isBetter = trial < points.Count && front.Add(points[trial].Scaled, trial);
            volumes[trial] = isBetter || trial == 0 ? Hypervolume.Of(front.Points, reference) / whole : volumes[trial - 1];
        }

        return volumes;
    }

    private static int RightFromOf(SampleProblem problem, List<Judged> points)
    {
        var isRight = problem.IsRight();
        var seen = new List<Judged>();
        var from = Never;
        foreach (var point in points)
        {
            seen.Add(point);
            var best = seen.Max(one => one.Seen);
            var chosen = seen.Where(one => one.Seen >= best - problem.StandardError).MinBy(one => one.LogCost)!;
            from = !isRight(chosen) ? Never : Math.Min(from, seen.Count);
        }

        return from;
    }
}
