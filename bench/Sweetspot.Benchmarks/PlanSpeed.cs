using System.Diagnostics;
using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>How many distinct candidate plans are worked out a second on one core, and how long whole answers take.</summary>
internal static class PlanSpeed
{
    private const int Turns = 7;

    public static void Run()
    {
        var hardware = HardwareCatalogue.Find("H100");
        var question = new PlanQuestion { Hardware = hardware, Days = 30, Usd = 1e6, UsdPerHour = 3, UniqueTokens = 2e11 };
        var space = PlanSpace.Of(question, hardware, new Interval(1e9, 1e11));
        var fresh = new PlanEvaluator(question, hardware, space);
        var candidates = Possible(space).Where(candidate => fresh.Evaluate(candidate).Broken != PlanBreak.Layout).ToArray();
        Line($"{space.Shapes.Length} shapes, {space.Devices.Length} numbers of devices, {candidates.Length:N0} distinct candidates on {hardware.Name} whose layers, heads and sequences go round (others are refused at once and not counted); one thread, process CPU time");

        fresh = new PlanEvaluator(question, hardware, space);
        var first = Time(() => Evaluate(fresh, candidates), out var sum);
        Line($"first pass, terms of {space.Shapes.Length} shapes worked out on the way: {candidates.Length / first:N0} candidates/s (check {sum:0.####e+0})");
        var times = Enumerable.Range(0, Turns).Select(_ => Time(() => Evaluate(fresh, candidates), out var _)).Order().ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Evaluate(fresh, candidates);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Line($"later passes, terms kept: median {candidates.Length / times[Turns / 2]:N0} candidates/s, {candidates.Length / times[^1]:N0} at the least; {allocated} bytes allocated in a pass");

        Answer("plan --hardware H100 --devices 64 --days 7", new PlanQuestion { Hardware = hardware, Devices = 64, Days = 7 });
        Answer("plan --hardware H100 --money 50000", new PlanQuestion { Hardware = hardware, Usd = 50_000, UsdPerHour = 3 });
        Answer("plan --hardware H100 --target-loss 2.2", new PlanQuestion { Hardware = hardware, TargetLoss = 2.2 });
        Answer("plan --hardware H100 --model llama-3-8b --tokens 1T --days 30", new PlanQuestion { Hardware = hardware, Model = (TransformerArchitecture)ModelCatalogue.Find("llama-3-8b"), Tokens = 1e12, Days = 30 });
    }

    private static void Answer(string name, PlanQuestion question)
    {
        var count = 0L;
        var seconds = Enumerable.Range(0, 5).Select(_ => Time(() => count = TrainingPlanner.Plan(question).Evaluated, out var _)).Order().ToArray();
        Line($"{name}: {count:N0} candidates, {1000 * seconds[2]:0} ms, {1000 * seconds[^1]:0} ms at the most");
    }

    private static double Evaluate(PlanEvaluator evaluator, PlanGenes[] candidates)
    {
        var sum = 0.0;
        foreach (var candidate in candidates)
        {
            var point = evaluator.Evaluate(candidate);
            sum += point.IsFeasible ? point.Loss : 0;
        }

        return sum;
    }

    /// <summary>Those whose devices can be split so.</summary>
    private static IEnumerable<PlanGenes> Possible(PlanSpace space) =>
        from shape in Enumerable.Range(0, space.Shapes.Length)
        from devices in Enumerable.Range(0, space.Devices.Length)
        from tensor in Enumerable.Range(0, space.Tensors.Length)
        from pipeline in Enumerable.Range(0, space.Pipelines.Length)
        where space.Devices[devices] % (space.Tensors[tensor] * space.Pipelines[pipeline]) == 0
        from zero in Enumerable.Range(0, PlanSpace.ZeroStages)
        from micro in Enumerable.Range(0, space.MicroBatches.Length)
        from recompute in Enumerable.Range(0, PlanSpace.Recomputes)
        select new PlanGenes(shape, devices, tensor, pipeline, zero, micro, recompute);

    /// <summary>CPU seconds of this process: other processes on a busy machine do not count.</summary>
    private static double Time(Func<double> work, out double result)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        result = work();
        return Math.Max(1e-6, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
