namespace Sweetspot.Planning;

/// <summary>A text as ids of tokens: 0 fills up, 1 is unknown.</summary>
/// <param name="Length">Tokens of one example, padding included.</param>
/// <param name="Vocabulary">Number of different ids, those for padding and unknown among them.</param>
public readonly record struct TokenShape(int Length, int Vocabulary)
{
    /// <summary>How texts are cut into tokens, a name of <see cref="TokenizerNames"/>; empty where nothing says.</summary>
    public string Tokenizer { get => field ?? ""; init; } = "";

    /// <summary>Whether it is a window of a text without end, of which each next token is predicted, rather than one text of many.</summary>
    public bool IsStream { get; init; }

    /// <summary>Whether it is the text that a model writes, rather than one that it reads.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Whether both texts of a translation have one vocabulary.</summary>
    public bool IsShared { get; init; }

    /// <summary>Tokens of the text in the middle, by which translations are costed and timed; 0: <see cref="Length"/>.</summary>
    public int Typical { get; init; }

    /// <summary>Of the data's own shape: how long its texts are under each tokenizer; else null.</summary>
    public TokenLengths? Lengths { get; init; }

    /// <summary>Tokens of the text in the middle.</summary>
    public int TypicalLength => Typical > 0 ? Typical : Length;
}
