namespace Sweetspot.Core;

/// <summary>How one size is chosen among the finalists.</summary>
public enum ChoosingRule
{
    /// <summary>The cheapest whose quality is not distinguishably worse than the best found.</summary>
    OneStandardError,

    /// <summary>Where quality stops to rise quickly over the logarithm of size.</summary>
    Knee,

    /// <summary>The highest sum of price times metric.</summary>
    Utility,
}
