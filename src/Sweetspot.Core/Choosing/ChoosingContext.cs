using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>The finalists as judged, and the yardsticks between them, shared by the rules.</summary>
internal sealed class ChoosingContext
{
    /// <summary>Judges all finalists of the input.</summary>
    public ChoosingContext(RecommendationInput input)
    {
        Input = input;
        var judged = input.Finalists
            .Where(evidence => ChoosingValues.Completed(evidence.Origin, input.Quality.Name) is not null)
            .Select(evidence => new JudgedFinalist(evidence, input.Quality))
            .ToList();
        Comparisons = new PairedComparisons(judged, input.Groups, input.SingleRunNoise);
        Costs = new CostScale(
            ChoosingValues.CostMetrics(input.Objectives, input.Quality, input.SizeMetric),
            [.. judged.Select(finalist => (Func<string, double?>)finalist.Value), .. input.Front.Select(trial => (Func<string, double?>)trial.Value)]);
        Finalists = [.. judged.OrderBy(Cost).ThenBy(Size).ThenBy(finalist => finalist.Origin.Number)];
        Judgeable = Finalists.Any(finalist => !finalist.Completed.IsEmpty) ? [.. Finalists.Where(finalist => !finalist.Completed.IsEmpty)] : Finalists;
        GoalBests = [.. input.Goals.Select(goal => (goal, BestOf(goal))).Where(pair => pair.Item2 is not null).Select(pair => (pair.goal, pair.Item2!.Value))];
        Eligible = [.. Judgeable.Where(finalist => KeepsLimits(finalist) && KeepsGoals(finalist))];
        Best = Eligible.IsEmpty ? null : Eligible.MaxBy(finalist => finalist.Gain);
    }

    /// <summary>What was given.</summary>
    public RecommendationInput Input { get; }

    /// <summary>All finalists, cheapest first.</summary>
    public ImmutableArray<JudgedFinalist> Finalists { get; }

    /// <summary>Those that were verified; all where none was.</summary>
    public ImmutableArray<JudgedFinalist> Judgeable { get; }

    /// <summary>Those that also keep all limits and goals, cheapest first.</summary>
    public ImmutableArray<JudgedFinalist> Eligible { get; }

    /// <summary>The best quality of <see cref="Eligible"/>; null where it is empty.</summary>
    public JudgedFinalist? Best { get; }

    /// <summary>The relative goals, each with the best value that it refers to.</summary>
    public ImmutableArray<(RelativeGoal Goal, double Best)> GoalBests { get; }

    /// <summary>Differences of quality.</summary>
    public PairedComparisons Comparisons { get; }

    /// <summary>The scale of cost.</summary>
    public CostScale Costs { get; }

    /// <summary>Cost of a finalist: mean ln ratio to the cheapest.</summary>
    public double Cost(JudgedFinalist finalist) => Costs.Of(finalist.Value);

    /// <summary>Size of a finalist; unknown sizes are last.</summary>
    public double Size(JudgedFinalist finalist) => finalist.Value(Input.SizeMetric) ?? double.MaxValue;

    /// <summary>Whether quality is at most one standard error of the paired difference behind the best.</summary>
    public bool IsNotDistinguishablyWorse(JudgedFinalist finalist, JudgedFinalist than)
    {
        var (difference, error) = Comparisons.Compare(than, finalist);
        return difference <= error + 1e-12; // equal qualities may differ by the rounding of a mean
    }

    /// <summary>
    /// The cheapest of some finalists; among those whose cost differs from it by no more than its noise, the smallest, then the better one.
    /// </summary>
    public JudgedFinalist Cheapest(IReadOnlyList<JudgedFinalist> finalists)
    {
        var cheapest = finalists.MinBy(Cost)!; // callers give at least one
        return finalists
            .Where(finalist => Cost(finalist) - Cost(cheapest) <= CostNoise(finalist, cheapest))
            .OrderBy(Size).ThenByDescending(finalist => finalist.Gain).ThenBy(Cost).ThenBy(finalist => finalist.Origin.Number)
            .First();
    }

    /// <summary>
    /// How far two costs may differ by chance: one standard error of the difference of mean logarithms, from the measured spreads, and at least
    /// 3 % where a cost is measured rather than computed.
    /// </summary>
    public double CostNoise(JudgedFinalist one, JudgedFinalist other)
    {
        var squares = Costs.Metrics.Sum(metric => RelativeVariance(one, metric) + RelativeVariance(other, metric));
        var isMeasured = Costs.Metrics.Any(metric => one.Metrics.TryGetValue(metric, out var cost) && cost.Origin.Kind == OriginKind.Measured);
        return Math.Max(isMeasured ? 0.03 : 0, Math.Sqrt(squares) / Costs.Metrics.Length);
    }

    /// <summary>A candidate in words.</summary>
    public string Describe(Candidate candidate) => Input.Describe?.Invoke(candidate) ?? candidate.Key;

    /// <summary>Verified quality with its standard error, in the metric's own direction.</summary>
    public Measurement Quality(JudgedFinalist finalist)
    {
        var template = finalist.Metrics[Input.Quality.Name];
        return template with { StandardError = Comparisons.OwnError(finalist) ?? template.StandardError };
    }

    /// <summary>Quality as text: <c>0.981 ± 0.003</c>.</summary>
    public string QualityText(JudgedFinalist finalist)
    {
        var quality = Quality(finalist);
        return PlainNumber.Of(quality.Value, quality.StandardError);
    }

    /// <summary>The first limit or goal that a finalist breaks; null where it keeps all.</summary>
    public string? Breaks(JudgedFinalist finalist) =>
        Input.Constraints.FirstOrDefault(limit => limit.Violation(finalist.Lookup) > 0)?.Text
        ?? GoalBests.Where(goal => Misses(finalist, goal)).Select(goal => goal.Goal.ToString()).FirstOrDefault();

    private bool KeepsLimits(JudgedFinalist finalist) => Input.Constraints.All(limit => limit.Violation(finalist.Lookup) <= 0);

    private bool KeepsGoals(JudgedFinalist finalist) => !GoalBests.Any(goal => Misses(finalist, goal));

    private static bool Misses(JudgedFinalist finalist, (RelativeGoal Goal, double Best) goal) =>
        finalist.Value(goal.Goal.Metric) is { } value && ChoosingValues.Violation(goal.Goal, goal.Best, value) > 0;

    /// <summary>What training decides: the best verified value. What is known before: the best of all completed trials within the limits.</summary>
    private double? BestOf(RelativeGoal goal)
    {
        var metric = Metrics.Find(goal.Metric);
        var values = Judgeable.Where(KeepsLimits).Select(finalist => finalist.Value(goal.Metric));
        if (metric is { Knowledge: not Knowledge.Trained })
        {
            values = values.Concat(Input.Trials
                .Where(trial => Input.Constraints.All(limit => limit.Violation(ChoosingValues.Lookup(trial)) <= 0))
                .Select(trial => ChoosingValues.Completed(trial, goal.Metric)));
        }

        var known = values.OfType<double>().ToList();
        return known.Count == 0 ? null : (metric?.Better ?? Direction.Maximize) == Direction.Maximize ? known.Max() : known.Min();
    }

    private static double RelativeVariance(JudgedFinalist finalist, string metric) =>
        finalist.Metrics.TryGetValue(metric, out var cost) && cost is { Value: > 0, StandardError: { } error } && double.IsFinite(error)
            ? Math.Pow(error / cost.Value, 2)
            : 0;
}
