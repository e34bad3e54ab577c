namespace Sweetspot.Benchmarks;

/// <summary>From when on a run's recommendation is right and stays so; over all it did where it is not right at its end.</summary>
/// <param name="Trainings">Trainings until then.</param>
/// <param name="Cpu">Processor seconds until then.</param>
/// <param name="Wall">Seconds until then.</param>
internal sealed record RightTime(Bounded Trainings, Bounded Cpu, Bounded Wall)
{
    public static RightTime Of(RealRun run, IReadOnlySet<string> right)
    {
        var wrong = run.Recommended().Select(recommended => !right.Contains(recommended.Genes)).ToList();
        var last = wrong.LastIndexOf(true);
        if (wrong.Count == 0 || last == wrong.Count - 1)
        {
            return new RightTime(new(run.Trials.Count, 1), new(run.CpuSeconds, 1), new(run.WallSeconds, 1));
        }

        var from = run.Trials[last + 1];
        return new RightTime(new(last + 2), new(from.CpuSeconds), new(from.WallSeconds));
    }

    public static Bounded Minutes(Bounded seconds, int cores) => seconds.Scaled(1 / 60.0 / cores);
}
