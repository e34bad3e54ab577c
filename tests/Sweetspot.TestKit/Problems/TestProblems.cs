using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.TestKit;

/// <summary>ZDT1-4 and 6 (Zitzler, Deb and Thiele 2000, doi:10.1162/106365600568202), DTLZ2 (Deb et al. 2002, doi:10.1109/CEC.2002.1007032).</summary>
public static class TestProblems
{
    private delegate (double First, double Second) TwoObjectives(ReadOnlySpan<double> genes);

    public static TestProblem Zdt1 { get; } = Zdt("ZDT1", Unit(30), genes => (genes[0], Root(genes[0], 1 + (9 * Mean(genes[1..])))));

    public static TestProblem Zdt2 { get; } = Zdt("ZDT2", Unit(30), genes =>
    {
        var g = 1 + (9 * Mean(genes[1..]));
        return (genes[0], g * (1 - Math.Pow(genes[0] / g, 2)));
    });

    public static TestProblem Zdt3 { get; } = Zdt("ZDT3", Unit(30), genes =>
    {
        var g = 1 + (9 * Mean(genes[1..]));
        return (genes[0], Root(genes[0], g) - (genes[0] * Math.Sin(10 * Math.PI * genes[0])));
    });

    public static TestProblem Zdt4 { get; } = Zdt("ZDT4", [FlatGene.Real(0, 1), .. Enumerable.Repeat(FlatGene.Real(-5, 5), 9)], genes =>
    {
        var g = 1.0 + (10 * (genes.Length - 1));
        foreach (var gene in genes[1..])
        {
            g += (gene * gene) - (10 * Math.Cos(4 * Math.PI * gene));
        }

        return (genes[0], Root(genes[0], g));
    });

    public static TestProblem Zdt6 { get; } = Zdt("ZDT6", Unit(10), genes =>
    {
        var first = 1 - (Math.Exp(-4 * genes[0]) * Math.Pow(Math.Sin(6 * Math.PI * genes[0]), 6));
        var g = 1 + (9 * Math.Pow(Mean(genes[1..]), 0.25));
        return (first, g * (1 - Math.Pow(first / g, 2)));
    });

    /// <summary>Three objectives, twelve variables: an eighth of a sphere.</summary>
    public static TestProblem Dtlz2 { get; } = new("DTLZ2", Unit(12), 3, (genes, values) =>
    {
        for (int at = 0, to = 0; at < genes.Length; at += 12, to += 3)
        {
            var radius = 1.0;
            foreach (var gene in genes.Slice(at + 2, 10))
            {
                radius += (gene - 0.5) * (gene - 0.5);
            }

            var (sinA, cosA) = Math.SinCos(genes[at] * Math.PI / 2);
            var (sinB, cosB) = Math.SinCos(genes[at + 1] * Math.PI / 2);
            (values[to], values[to + 1], values[to + 2]) = (radius * cosA * cosB, radius * cosA * sinB, radius * sinA);
        }
    });

    public static ImmutableArray<TestProblem> All { get; } = [Zdt1, Zdt2, Zdt3, Zdt4, Zdt6, Dtlz2];

    private static ImmutableArray<FlatGene> Unit(int count) => [.. Enumerable.Repeat(FlatGene.Real(0, 1), count)];

    private static TestProblem Zdt(string name, ImmutableArray<FlatGene> space, TwoObjectives evaluate) => new(name, space, 2, (genes, values) =>
    {
        for (int at = 0, to = 0; at < genes.Length; at += space.Length, to += 2)
        {
            (values[to], values[to + 1]) = evaluate(genes.Slice(at, space.Length));
        }
    });

    private static double Root(double first, double g) => g * (1 - Math.Sqrt(first / g));

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
