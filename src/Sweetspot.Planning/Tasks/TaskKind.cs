namespace Sweetspot.Planning;

/// <summary>What a model is asked for.</summary>
public enum TaskKind
{
    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>How a user would rate an item.</summary>
    Recommendation,
}
