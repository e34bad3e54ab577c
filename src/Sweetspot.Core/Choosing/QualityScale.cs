namespace Sweetspot.Core;

/// <summary>A quality as a number to make smaller, on a scale where equal steps matter equally: the logarithm of the error.</summary>
/// <param name="quality">The quality. Of fractions and R² the error is 1 − quality.</param>
/// <param name="rows">Rows that it is measured on: half a row keeps the logarithm of no error at all finite.</param>
internal sealed class QualityScale(Objective quality, int rows)
{
    private readonly bool _isBounded = quality.Direction == Direction.Maximize && (quality.Unit == "fraction" || quality.Name == Metrics.R2.Name || quality.Name == Metrics.R2Raw.Name);

    private double Floor => 0.5 / Math.Max(rows, 1);

    /// <summary>The scaled value; smaller is better.</summary>
    public double Of(double value) => (_isBounded, quality.Direction) switch
    {
        (true, _) => Math.Log(Math.Max(1 - value, 0) + Floor),
        (_, Direction.Minimize) when value > 0 => Math.Log(value),
        _ => quality.Minimized(value),
    };

    /// <summary>The scaled value that is so much worse than this one as a goal on the quality allows.</summary>
    public double AsFarAs(double scaled, RelativeGoal goal)
    {
        var value = Value(scaled);
        var tolerance = goal.Tolerance * (goal.IsAbsolute ? 1 : Math.Abs(value));
        return Of(quality.Direction == Direction.Minimize ? value + tolerance : value - tolerance);
    }

    /// <summary>The scaled value that is one standard error of a difference worse than this one, where so many rows judge both.</summary>
    public double OneErrorWorse(double scaled, int judgingRows)
    {
        var value = Value(scaled);
        var noise = Math.Sqrt(2) * QualityNoise.Guess(value, quality, judgingRows);
        return Of(quality.Direction == Direction.Minimize ? value + noise : value - noise);
    }

    private double Value(double scaled) => _isBounded ? 1 + Floor - Math.Exp(scaled) : quality.Direction == Direction.Minimize ? Math.Exp(scaled) : -scaled;
}
