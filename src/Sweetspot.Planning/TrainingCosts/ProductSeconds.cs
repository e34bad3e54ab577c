namespace Sweetspot.Planning;

/// <summary>Seconds of a product in training.</summary>
/// <param name="Forward">Forwards.</param>
/// <param name="Backward">Backwards, for inputs and for weights.</param>
/// <param name="Cast">Of casting operands to 8 bits; waits for memory.</param>
internal readonly record struct ProductSeconds(double Forward, double Backward, double Cast)
{
    /// <summary>One after the other.</summary>
    public static ProductSeconds operator +(ProductSeconds one, ProductSeconds other) => new(one.Forward + other.Forward, one.Backward + other.Backward, one.Cast + other.Cast);
}
