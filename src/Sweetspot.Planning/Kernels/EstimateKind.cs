namespace Sweetspot.Planning;

/// <summary>How a number was come by.</summary>
public enum EstimateKind
{
    /// <summary>Measured on that device.</summary>
    Measured,

    /// <summary>From curves set on measurements of other devices or sizes, within their range.</summary>
    Interpolated,

    /// <summary>From a formula alone, or beyond the range of the measurements.</summary>
    Formula,
}
