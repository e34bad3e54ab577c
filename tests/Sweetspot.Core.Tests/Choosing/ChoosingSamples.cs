using System.Collections.Immutable;

namespace Sweetspot.Core.Tests;

/// <summary>Small studies to choose from.</summary>
internal static class ChoosingSamples
{
    public static readonly Objective Accuracy = Objective.On(Metrics.Accuracy);

    public static readonly ImmutableArray<Objective> Objectives =
        [Accuracy, Objective.On(Metrics.Latency), Objective.On(Metrics.TrainSeconds)];

    public static Candidate Width(double width) => new([KeyValuePair.Create("width", GeneValue.Of(width))]);

    public static Trial Trial(
        long number,
        double width,
        IEnumerable<(string Name, double Value)> metrics,
        TrialPurpose purpose = TrialPurpose.Search,
        int? fold = null,
        TrialState state = TrialState.Completed) => new()
        {
            Number = number,
            Request = new TrialRequest(Width(width), new Fidelity(10), (ulong)number, purpose, fold),
            State = state,
            Metrics = metrics.ToImmutableDictionary(
                metric => metric.Name,
                metric => Metrics.Find(metric.Name)!.Measured(metric.Value, "test")),
        };

    /// <summary>A search trial; latency and training time grow with size unless given.</summary>
    public static Trial Searched(long number, double parameters, double accuracy, double? latency = null, double? train = null, TrialPurpose purpose = TrialPurpose.Search) =>
        Trial(
            number,
            parameters,
            [
                ("accuracy", accuracy), ("parameters", parameters), ("latency_ms", latency ?? parameters / 1000),
                ("train_seconds", train ?? parameters / 100),
            ],
            purpose);

    /// <summary>A finalist verified with a seed for each accuracy, no scores by example.</summary>
    public static FinalistEvidence Finalist(Trial origin, params double[] accuracies) => new(
        origin,
        [
            .. accuracies.Select((accuracy, i) => Trial(
                1000 + (10 * origin.Number) + i,
                origin.Metrics["parameters"].Value,
                [("accuracy", accuracy), ("train_seconds", origin.Metrics["train_seconds"].Value)],
                TrialPurpose.Verification)),
        ],
        []);

    public static RecommendationInput Input(params FinalistEvidence[] finalists) => new()
    {
        Objectives = Objectives,
        Quality = Accuracy,
        Finalists = finalists,
        Front = [.. finalists.Select(finalist => finalist.Origin)],
        Trials = [.. finalists.Select(finalist => finalist.Origin)],
        ValidationRows = 1000,
    };

    public static Recommendation Recommend(RecommendationInput input) => Recommender.Recommend(input).Recommendation!;

    /// <summary>An upper limit on a gene or metric.</summary>
    public static Constraint AtMost(string name, double bound) => new(
        FormattableString.Invariant($"{name} <= {bound}"),
        Knowledge.Trained,
        [name],
        lookup => lookup(name) is { } value ? (value.Number - bound) / Math.Abs(bound) : null,
        lookup => FormattableString.Invariant($"{name} = {lookup(name)}"));

    /// <summary>A lower limit on a gene or metric.</summary>
    public static Constraint AtLeast(string name, double bound) => new(
        FormattableString.Invariant($"{name} >= {bound}"),
        Knowledge.Trained,
        [name],
        lookup => lookup(name) is { } value ? (bound - value.Number) / Math.Abs(bound) : null,
        lookup => FormattableString.Invariant($"{name} = {lookup(name)}"));
}
