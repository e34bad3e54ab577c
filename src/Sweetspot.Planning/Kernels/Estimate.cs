namespace Sweetspot.Planning;

/// <summary>A predicted number with where it comes from.</summary>
/// <param name="Value">The number, in the unit that its owner names.</param>
/// <param name="Low">Lower end of an 80 % interval, from the errors seen on groups left out.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Kind">How it was come by.</param>
/// <param name="Basis">What it rests on, in one phrase.</param>
public readonly record struct Estimate(double Value, double Low, double High, EstimateKind Kind, string Basis)
{
    /// <summary>An estimate whose 80 % interval is from value / (1 + spread) to value × (1 + spread).</summary>
    public static Estimate Within(double value, double spread, EstimateKind kind, string basis) => new(value, value / (1 + spread), value * (1 + spread), kind, basis);

    /// <summary>A number that is exact by definition or by arithmetic.</summary>
    public static Estimate Exactly(double value, string basis) => new(value, value, value, EstimateKind.Formula, basis);

    /// <summary>The same estimate in another unit.</summary>
    public Estimate Times(double factor) => this with { Value = Value * factor, Low = Low * factor, High = High * factor };

    /// <summary>What so many units take at this rate: the reciprocal, whose ends change places.</summary>
    public Estimate Per(double amount) => this with { Value = amount / Value, Low = amount / High, High = amount / Low };
}
