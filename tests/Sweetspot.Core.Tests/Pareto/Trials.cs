using System.Collections.Immutable;

namespace Sweetspot.Core.Tests;

/// <summary>Trials for tests.</summary>
internal static class Trials
{
    public static readonly Objective Loss = new("loss", "nats", Direction.Minimize);
    public static readonly Objective Cost = new("cost", "s", Direction.Minimize);

    /// <summary>A trial of a one-gene candidate with these metrics.</summary>
    public static Trial Of(long number, TrialState state, params (string Metric, double Value)[] metrics) =>
        Of(number, state, new Candidate([new("x", GeneValue.Of(number))]), metrics);

    public static Trial Of(long number, TrialState state, Candidate candidate, params (string Metric, double Value)[] metrics) => new()
    {
        Number = number,
        Request = new TrialRequest(candidate, new Fidelity(1), 1),
        State = state,
        Metrics = metrics.ToImmutableDictionary(
            metric => metric.Metric, metric => new Measurement(metric.Value, "", new Origin(OriginKind.Computed, ""))),
    };
}
