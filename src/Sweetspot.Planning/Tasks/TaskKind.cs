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

    /// <summary>Which items a user takes up, learned from those taken up so far (implicit feedback).</summary>
    Ranking,

    /// <summary>A text for a text: a translation, or a reply.</summary>
    Translation,

    /// <summary>Which token comes next in a text.</summary>
    LanguageModel,
}
