using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>The kernels by processor time, for a machine too busy for BenchmarkDotNet.</summary>
internal static class QuickKernels
{
    private const int Repeats = 15;

    public static void Run()
    {
        foreach (var objectives in new[] { 2, 3, 4 })
        {
            foreach (var count in objectives > 3 ? new[] { 1_000, 10_000 } : [1_000, 10_000, 20_000, 100_000])
            {
                var (cloud, front) = (PointClouds.Uniform(count, objectives, 1), PointClouds.Sphere(objectives > 3 ? 200 : count, objectives, 1));
                var (sort, hypervolume, ranks) = (new NonDominatedSort(), new Hypervolume(), new int[count]);
                var reference = Enumerable.Repeat(1.1, objectives).ToArray();
                Print($"sort, {count} points uniform in the box, {objectives} objectives", () => sort.Rank(cloud, objectives, ranks));
                Print($"hypervolume, {front.Length / objectives} points on the sphere, {objectives} objectives", () => hypervolume.Measure(front, reference));
            }
        }
    }

    private static void Print(string what, Action action)
    {
        var runs = 1;
        while (Cpu(action, runs) < 0.02)
        {
            runs *= 2;
        }

        var milliseconds = Enumerable.Range(0, Repeats).Select(_ => 1000 * Cpu(action, runs) / runs).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {milliseconds[Repeats / 2]:0.000} ms, {milliseconds[0]:0.000} to {milliseconds[^1]:0.000}"));
    }

    private static double Cpu(Action action, int runs)
    {
        var start = CpuTime.Seconds;
        for (var run = 0; run < runs; run++)
        {
            action();
        }

        return CpuTime.Seconds - start;
    }
}
