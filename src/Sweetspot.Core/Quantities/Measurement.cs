namespace Sweetspot.Core;

/// <summary>A number with its unit, origin and, where it was repeated, its standard error.</summary>
/// <param name="Value">The value; finite.</param>
/// <param name="Unit">Its unit, as in <see cref="Metric.Unit"/>.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="StandardError">Standard error in the same unit; null where a single value was seen.</param>
public sealed record Measurement(double Value, string Unit, Origin Origin, double? StandardError = null)
{
    /// <summary>Of a worst-class recall, hits and rows of every class; null of other metrics.</summary>
    public IReadOnlyList<ClassHits>? Classes { get; init; }

    /// <summary>How many values this is the mean of.</summary>
    public int Count { get; init; } = 1;
}
