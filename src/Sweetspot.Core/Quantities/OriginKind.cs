namespace Sweetspot.Core;

/// <summary>How a number was obtained.</summary>
public enum OriginKind
{
    /// <summary>Observed on this data and machine.</summary>
    Measured,

    /// <summary>Exact, from the shape of the model.</summary>
    Computed,

    /// <summary>From a law or cost model, within the range it was fitted on.</summary>
    Predicted,

    /// <summary>From a law or cost model, beyond the range it was fitted on.</summary>
    Extrapolated,
}
