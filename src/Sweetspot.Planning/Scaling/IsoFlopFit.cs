using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>One budget's parabola of loss over log10 N.</summary>
/// <param name="Flops">The budget.</param>
/// <param name="Runs">Runs used.</param>
/// <param name="Parameters">Size at the vertex; null where it was refused.</param>
/// <param name="Why">Why it was refused; null where it was not.</param>
public sealed record IsoFlopBudget(double Flops, int Runs, double? Parameters, string? Why);

/// <summary>The best size by budget, from parabolas (Hoffmann et al. 2022, §3.2): N* = k C^a. Budgets whose least loss lies at an edge are refused.</summary>
/// <param name="Budgets">Every budget, used or refused.</param>
/// <param name="Coefficient">k.</param>
/// <param name="Exponent">a.</param>
public sealed record IsoFlopFit(ImmutableArray<IsoFlopBudget> Budgets, double Coefficient, double Exponent)
{
    /// <summary>Budgets that were used.</summary>
    public int Used => Budgets.Count(budget => budget.Parameters is not null);

    /// <summary>Best size for a budget.</summary>
    public double Parameters(double flops) => Coefficient * Math.Pow(flops, Exponent);

    /// <summary>Groups runs whose compute lies within 10 % of a common budget, and fits; null, with the reason, where fewer than two budgets remain.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="window">Runs further from their budget's best size than this factor are left out; null: none.</param>
    public static (IsoFlopFit? Fit, string? Why) Of(IEnumerable<TrainingRun> runs, double? window = null) =>
        Of(Groups(runs).Select(group => (group.Flops, (IReadOnlyCollection<TrainingRun>)group.Runs)), window);

    /// <summary>Fits runs that are grouped already.</summary>
    public static (IsoFlopFit? Fit, string? Why) Of(IEnumerable<(double Flops, IReadOnlyCollection<TrainingRun> Runs)> groups, double? window = null)
    {
        var budgets = groups.OrderBy(group => group.Flops).Select(group => Vertex(group.Flops, group.Runs, window)).ToImmutableArray();
        var used = budgets.Where(budget => budget.Parameters is not null).ToArray();
        if (used.Length < 2)
        {
            var refused = budgets.Where(budget => budget.Why is not null).Select(budget => FormattableString.Invariant($"{budget.Flops:0.##e+0}: {budget.Why}")).Take(3).ToList();
            return (null, budgets.Length < 2
                ? "the runs are not grouped by budget (at least 3 sizes of about the same compute, at two budgets)"
                : $"{used.Length} of {budgets.Length} budgets has its least loss inside the sizes tried ({string.Join("; ", refused)})");
        }

        var (x, y) = (used.Select(budget => Math.Log10(budget.Flops)).ToArray(), used.Select(budget => Math.Log10(budget.Parameters!.Value)).ToArray());
        var (meanX, meanY) = (x.Average(), y.Average());
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return (new IsoFlopFit(budgets, Math.Pow(10, meanY - (slope * meanX)), slope), null);
    }

    /// <summary>Runs by budget: the densest band of 10 % either way first.</summary>
    private static List<(double Flops, List<TrainingRun> Runs)> Groups(IEnumerable<TrainingRun> runs)
    {
        var rest = runs.OrderBy(run => run.Compute).ToList();
        var groups = new List<(double, List<TrainingRun>)>();
        while (rest.Count > 0)
        {
            var (start, count) = (0, 0);
            for (var (low, high) = (0, 0); low < rest.Count; low++)
            {
                while (high < rest.Count && rest[high].Compute <= rest[low].Compute * (1.1 / 0.9))
                {
                    high++;
                }

                (start, count) = high - low > count ? (low, high - low) : (start, count);
            }

            var group = rest.GetRange(start, count);
            rest.RemoveRange(start, count);
            if (RunChecks.Distinct(group.Select(run => run.Parameters)) < 3)
            {
                break;
            }

            groups.Add((Math.Exp(group.Average(run => Math.Log(run.Compute))), group));
        }

        return groups;
    }

    private static IsoFlopBudget Vertex(double flops, IReadOnlyCollection<TrainingRun> runs, double? window)
    {
        var best = runs.MinBy(run => run.Loss).Parameters;
        var near = window is { } factor ? [.. runs.Where(run => run.Parameters <= best * factor && run.Parameters >= best / factor)] : runs;
        if (RunChecks.Distinct(near.Select(run => run.Parameters)) < 3)
        {
            return new IsoFlopBudget(flops, near.Count, null, "fewer than 3 sizes");
        }

        var mean = near.Average(run => Math.Log10(run.Parameters));
        var x = near.Select(run => Math.Log10(run.Parameters) - mean).ToArray();
        var found = LinearFit.Solve([[.. x.Select(_ => 1.0)], x, [.. x.Select(value => value * value)]], near.Select(run => run.Loss).ToArray());
        if (found is null || found[2] <= 0)
        {
            return new IsoFlopBudget(flops, near.Count, null, "the losses do not curve upwards");
        }

        var vertex = -found[1] / (2 * found[2]);
        return vertex > x.Min() && vertex < x.Max()
            ? new IsoFlopBudget(flops, near.Count, Math.Pow(10, vertex + mean), null)
            : new IsoFlopBudget(flops, near.Count, null, vertex <= x.Min() ? "the least loss is at the smallest size" : "the least loss is at the largest size");
    }
}
