namespace Sweetspot.Planning;

/// <summary>The scale on which a regression target is modelled.</summary>
public enum TargetTransform
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>Its natural logarithm; positive targets only.</summary>
    Log,
}
