namespace Sweetspot.Core;

/// <summary>One of the normal distributions that a value may have.</summary>
/// <param name="Weight">How likely it is that one.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation.</param>
internal readonly record struct Expected(double Weight, double Mean, double Deviation)
{
    /// <summary>A value that is known.</summary>
    public static Expected[] Certain(double value) => [new(1, value, 0)];

    /// <summary>Mean of a mixture.</summary>
    public static double MeanOf(Expected[] mixture)
    {
        var mean = 0.0;
        foreach (var part in mixture)
        {
            mean += part.Weight * part.Mean;
        }

        return mean;
    }
}
