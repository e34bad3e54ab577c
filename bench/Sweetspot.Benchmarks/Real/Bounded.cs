using System.Globalization;

namespace Sweetspot.Benchmarks;

/// <summary>A number that may be known by a bound only.</summary>
/// <param name="Value">The number, or the bound.</param>
/// <param name="Side">1: it is over the bound; -1: under it; 0: it is the number.</param>
internal readonly record struct Bounded(double Value, int Side = 0)
{
    /// <summary>How many times another it is; null where both are over their bounds.</summary>
    public Bounded? Over(Bounded other) => Side == 0 || other.Side == 0 ? new Bounded(Value / other.Value, Side - other.Side) : null;

    public Bounded Scaled(double factor) => this with { Value = Value * factor };

    /// <summary>Median and range, a bound in the place of its number.</summary>
    public static string Spread(IEnumerable<Bounded> numbers)
    {
        var sorted = numbers.OrderBy(number => number.Value).ThenBy(number => number.Side).ToList();
        return sorted.Count == 0 ? "" : $"{sorted[sorted.Count / 2]} ({sorted[0]} to {sorted[^1]})";
    }

    public override string ToString() => (Side switch { > 0 => "over ", < 0 => "under ", _ => "" }) + Value.ToString("0.##", CultureInfo.InvariantCulture);
}
