namespace Sweetspot.Core;

/// <summary>Which way a quantity gets better.</summary>
public enum Direction
{
    /// <summary>Smaller is better.</summary>
    Minimize,

    /// <summary>Larger is better.</summary>
    Maximize,
}
