namespace Sweetspot.Planning;

/// <summary>
/// A bag of n-grams: the vectors of a text's different n-grams are added with tf-idf weights of length 1, then an optional dense layer and the output.
/// Without vectors of their own (width 0) n-grams score the classes themselves: logistic regression, the linear model of a text.
/// </summary>
public sealed record NgramShape : ModelShape
{
    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Numbers in the vector of an n-gram; 0: a score for each class.</summary>
    public required int Width { get; init; }

    /// <summary>Units of the dense layer before the output; 0 for none.</summary>
    public int Dense { get; init; }

    /// <summary>The n-grams.</summary>
    public TokenShape Tokens => Input.Texts[0];

    /// <inheritdoc/>
    public override string Family => Width == 0 ? "linear" : "ngrams";

    /// <inheritdoc/>
    public override string Describe() => Width == 0
        ? $"linear {Tokens.Vocabulary} {Tokens.Tokenizer}-{Outputs}"
        : $"ngrams {Tokens.Vocabulary} {Tokens.Tokenizer}-{Width}{(Dense > 0 ? $" dense {Dense}" : "")}";
}
