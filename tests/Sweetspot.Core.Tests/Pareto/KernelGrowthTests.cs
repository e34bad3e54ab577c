using System.Diagnostics;

namespace Sweetspot.Core.Tests;

[CollectionDefinition(nameof(KernelGrowthTests), DisableParallelization = true)]
public sealed class KernelGrowthCollection;

/// <summary>How cost grows with the number of points, in processor time; alone, since that time is the whole process's.</summary>
[Collection(nameof(KernelGrowthTests))]
public sealed class KernelGrowthTests
{
    /// <summary>Twice the points may take little more than twice the time: quadratic code would take four times.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void NonDominatedSort_TwiceThePoints_CostGrowsNearlyLinearly(int objectives, bool isOneFront)
    {
        var sort = new NonDominatedSort();
        var (small, large) = (Cloud(100_000, objectives, isOneFront), Cloud(200_000, objectives, isOneFront));
        var ranks = new int[200_000];
        var ratios = Enumerable.Range(0, 7).Select(_ => Cpu(() => sort.Rank(large, objectives, ranks)) / Cpu(() => sort.Rank(small, objectives, ranks)));

        Assert.InRange(ratios.Order().ElementAt(2), 0, 3.2);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Hypervolume_TwiceThePoints_CostGrowsNearlyLinearly(int objectives)
    {
        var hypervolume = new Hypervolume();
        var (small, large) = (Sphere(50_000, objectives), Sphere(100_000, objectives));
        var reference = Enumerable.Repeat(1.1, objectives).ToArray();
        var ratios = Enumerable.Range(0, 7).Select(_ => Cpu(() => hypervolume.Measure(large, reference)) / Cpu(() => hypervolume.Measure(small, reference)));

        Assert.InRange(ratios.Order().ElementAt(2), 0, 3.2);
    }

    private static double[] Cloud(int count, int objectives, bool isOneFront)
    {
        var random = RandomStream.For(4, count, "test");
        var points = new double[count * objectives];
        for (var start = 0; start < points.Length; start += objectives)
        {
            for (var objective = 0; objective < objectives; objective++)
            {
                points[start + objective] = random.NextDouble();
            }

            points[start + objectives - 1] = isOneFront ? -points[start + objectives - 2] : points[start + objectives - 1];
        }

        return points;
    }

    private static double[] Sphere(int count, int objectives)
    {
        var random = RandomStream.For(5, count, "test");
        return [.. Enumerable.Range(0, count).SelectMany(_ =>
        {
            var point = Enumerable.Range(0, objectives).Select(_ => Math.Abs(random.NextGaussian())).ToArray();
            var length = Math.Sqrt(point.Sum(value => value * value));
            return point.Select(value => value / length);
        })];
    }

    /// <summary>Processor seconds for one run of an action, of enough runs to be measurable.</summary>
    private static double Cpu(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var runs = 0;
        do
        {
            action();
            runs++;
            process.Refresh();
        }
        while (process.TotalProcessorTime - before < TimeSpan.FromMilliseconds(60));

        return (process.TotalProcessorTime - before).TotalSeconds / runs;
    }
}
