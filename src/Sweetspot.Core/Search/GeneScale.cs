namespace Sweetspot.Core;

/// <summary>How a numeric gene spreads its values.</summary>
public enum GeneScale
{
    /// <summary>Equal differences are equally likely.</summary>
    Linear,

    /// <summary>Equal ratios are equally likely: every doubling counts the same.</summary>
    Log,
}
