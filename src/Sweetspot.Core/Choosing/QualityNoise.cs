namespace Sweetspot.Core;

/// <summary>A guess of the standard error of a single quality value, where none was measured.</summary>
internal static class QualityNoise
{
    /// <summary>
    /// The measured standard error if there is one above zero. A fraction: binomial, √(q(1−q)/n) with one success
    /// and one failure added, so that a perfect score is not taken for certainty (its measured error is 0). R²: 2√R²·(1−R²)/√n (large-sample normal theory).
    /// Anything else: |q|/√n.
    /// </summary>
    public static double Guess(Trial trial, Objective quality, int validationRows)
    {
        if (!trial.Metrics.TryGetValue(quality.Name, out var measurement))
        {
            return 0;
        }

        return measurement.StandardError is > 0 and { } known && double.IsFinite(known) ? known : Guess(measurement.Value, quality, validationRows);
    }

    /// <summary>The same where only the value is known.</summary>
    public static double Guess(double value, Objective quality, int validationRows)
    {
        var root = Math.Sqrt(Math.Max(validationRows, 1));
        if (quality.Name == Metrics.R2.Name && value is > 0 and <= 1)
        {
            return 2 * Math.Sqrt(value) * (1 - value) / root;
        }

        if (quality.Unit != "fraction" || value is < 0 or > 1)
        {
            return Math.Abs(value) / root;
        }

        var share = ((value * validationRows) + 1) / (validationRows + 2);
        return Math.Sqrt(share * (1 - share)) / root;
    }
}
