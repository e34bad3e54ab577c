using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>
/// Several kinds of data together: a branch for the image, for each text and for the columns of numbers and categories, their outputs side by side
/// (late fusion by concatenation), hidden layers and the output. Branches may be absent. The linear one adds up linear models of texts and columns.
/// </summary>
public sealed record FusionShape : ModelShape
{
    /// <summary>What goes in. Absent branches take nothing; an absent text keeps its place with length 0.</summary>
    public override required InputShape Input { get; init; }

    /// <summary>The branch of the image, a cnn without its ReLU at the end; null where absent.</summary>
    public CnnShape? Image { get; init; }

    /// <summary>The branch of each text, in order; null where absent.</summary>
    public required ImmutableArray<ModelShape?> Texts { get; init; }

    /// <summary>The branch of numbers and categories: one layer; null where absent.</summary>
    public MlpShape? Columns { get; init; }

    /// <summary>Units of each hidden layer after the branches.</summary>
    public required ImmutableArray<int> Hidden { get; init; }

    /// <summary>Whether it is the linear reference: branches give answers, which are added.</summary>
    public bool IsLinear { get; init; }

    /// <summary>The branches that there are, with their names in the state dictionary: <c>image</c>, <c>text1</c>, <c>text2</c>, …, <c>columns</c>.</summary>
    public IEnumerable<(string Name, ModelShape Shape)> Branches =>
    [
        .. Image is { } image ? [("image", image)] : Array.Empty<(string, ModelShape)>(),
        .. Texts.Index().Where(text => text.Item is not null).Select(text => ($"text{text.Index + 1}", text.Item!)),
        .. Columns is { } columns ? [("columns", columns)] : Array.Empty<(string, ModelShape)>(),
    ];

    /// <summary>Numbers that the branches give together.</summary>
    public int Fused => Branches.Sum(branch => branch.Shape.Outputs);

    /// <inheritdoc/>
    public override string Family => IsLinear ? "linear" : "fusion";

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Family} {string.Join(" + ", Branches.Select(branch => $"{branch.Name} {OfBranch(branch.Shape)}"))}{(Hidden.IsEmpty ? "" : $" → {string.Join('-', Hidden)}")}";

    /// <summary>Shapes are equal when all their sizes are.</summary>
    public bool Equals(FusionShape? other) =>
        other is not null && (Input, Outputs, IsLinear) == (other.Input, other.Outputs, other.IsLinear) && Equals(Image, other.Image) && Equals(Columns, other.Columns)
        && Texts.SequenceEqual(other.Texts) && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => Hidden.Aggregate(Texts.Aggregate(HashCode.Combine(Input, Outputs, IsLinear, Image, Columns), HashCode.Combine), HashCode.Combine);

    private string OfBranch(ModelShape branch) => branch switch
    {
        CnnShape cnn => $"cnn {string.Join('-', cnn.Stages)} of {cnn.Input.Height}×{cnn.Input.Width}",
        NgramShape grams => $"{grams.Tokens.Vocabulary} {grams.Tokens.Tokenizer}{(IsLinear ? "" : $"-{grams.Outputs}")}",
        TextCnnShape cnn => $"textcnn {cnn.Tokens.Length} {cnn.Tokens.Tokenizer} of {cnn.Tokens.Vocabulary}-{cnn.Width}",
        MlpShape mlp => $"{mlp.Inputs}{(IsLinear ? "" : $"-{mlp.Outputs}")}{(mlp.Embedding > 0 ? $" embedding {mlp.Embedding}" : "")}",
        _ => branch.Describe(),
    };
}
