using System.Collections.Immutable;
using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>One gene or derived value of a study's space, as written.</summary>
public sealed record GeneSpec
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>int</c>, <c>real</c>, <c>list</c> (ordered), <c>choice</c> (unordered) or <c>derived</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Low end of an int or real gene; reachable.</summary>
    public double Low { get; init; }

    /// <summary>High end of an int or real gene; reachable.</summary>
    public double High { get; init; }

    /// <summary><c>linear</c> or <c>log</c>.</summary>
    public string Scale { get; init; } = "linear";

    /// <summary>An int gene takes only multiples of this; 1 for all.</summary>
    public long Multiple { get; init; } = 1;

    /// <summary>Values of a list or choice: numbers as culture-invariant text, or words.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Condition under which it is active; null: always.</summary>
    public string? When { get; init; }

    /// <summary>Expression of a derived value.</summary>
    public string? Expression { get; init; }

    /// <summary>Whether a value of a list or choice is a number rather than a word.</summary>
    internal static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
}
