using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>How the recommendation is chosen.</summary>
public sealed record ChooseSpec
{
    /// <summary><c>one-standard-error</c>, <c>knee</c> or <c>utility</c>.</summary>
    public string Rule { get; init; } = "one-standard-error";

    /// <summary>Prices of the utility rule: metric name to price per unit (of quality: worth of 1.0 of the metric).</summary>
    public ImmutableSortedDictionary<string, double> Prices { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
