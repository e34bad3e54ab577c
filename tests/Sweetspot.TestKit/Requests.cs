using Sweetspot.Core;

namespace Sweetspot.TestKit;

/// <summary>Small requests and evaluations for tests.</summary>
public static class Requests
{
    /// <summary>A search request for one gene <c>x</c>.</summary>
    public static TrialRequest Of(double x, ulong seed = 1, TrialPurpose purpose = TrialPurpose.Search, int? fold = null, int epochs = 3) =>
        new(new Candidate([KeyValuePair.Create("x", GeneValue.Of(x))]), new Fidelity(epochs), seed, purpose, fold);

    /// <summary>Search requests x = 0 … <paramref name="count"/> - 1.</summary>
    public static TrialRequest[] Many(int count) => [.. Enumerable.Range(0, count).Select(x => Of(x))];

    /// <summary>A completed evaluation of this loss.</summary>
    public static Evaluation Done(double loss) => Evaluation.Of((Metrics.Loss, loss));
}
