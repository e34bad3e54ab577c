using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A transformer over tokens: a decoder, an encoder, or both.</summary>
public sealed record TransformerArchitecture : Architecture
{
    /// <summary>Numbers that stand for a token.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the token table as the checkpoint has them, padding included.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Layers of the encoder; empty: none.</summary>
    public ImmutableArray<LayerShape> Encoder { get; init; } = [];

    /// <summary>Layers of the decoder; empty: none.</summary>
    public ImmutableArray<LayerShape> Decoder { get; init; } = [];

    /// <summary>Whether there is an output over the vocabulary.</summary>
    public bool HasHead { get; init; } = true;

    /// <summary>Whether the output uses the token table, so that it weighs nothing more.</summary>
    public bool IsTied { get; init; }

    /// <summary>Whether the output has a bias for each token.</summary>
    public bool HasHeadBias { get; init; }

    /// <summary>Width of the token table where it is not the model's: two projections without bias lead in and out (OPT-350M). 0: the model's.</summary>
    public int TableWidth { get; init; }

    /// <summary>Rows of learned positions in all stacks; 0 where positions are computed.</summary>
    public int Positions { get; init; }

    /// <summary>Rows of token types (BERT).</summary>
    public int Types { get; init; }

    /// <summary>Norms outside of the layers: over the embedding, at the end of each stack.</summary>
    public int OuterNorms { get; init; } = 1;

    /// <summary>What such a norm weighs.</summary>
    public required NormShape Norm { get; init; }

    /// <summary>Numbers of relative positions, in all stacks (T5: buckets × heads for each).</summary>
    public long RelativePositions { get; init; }

    /// <summary>Whether a dense layer over the first token follows (BERT's pooler).</summary>
    public bool HasPooler { get; init; }

    /// <summary>The longest sequence that the description names; 0 where it names none.</summary>
    public int LongestContext { get; init; }

    /// <inheritdoc/>
    public override string Kind => (Encoder.IsEmpty, Decoder.IsEmpty) switch
    {
        (false, false) => "encoder-decoder",
        (false, true) => "encoder",
        _ => "decoder",
    };

    /// <inheritdoc/>
    public override long EmbeddingParameters => TokenTable + OutputTable + ((long)(Positions + Types) * Width);

    /// <summary>Numbers of the cache of one sequence: each token's keys and values in each layer of the decoder, as far as windows reach.</summary>
    public long CachedNumbers(long tokens) => Decoder.Sum(block => block.Cached(tokens));

    private long TokenTable => (long)Vocabulary * (TableWidth > 0 ? TableWidth : Width);

    private long OutputTable => HasHead && !IsTied ? TokenTable : 0;

    private long Projection => TableWidth > 0 ? (long)TableWidth * Width : 0;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightGroup> Groups() =>
    [
        .. new[]
        {
            WeightGroup.Table("token embedding", TokenTable),
            WeightGroup.Table("positions", (long)(Positions + Types) * Width),
            WeightGroup.Matrices("embedding projections", 2 * Projection),
        }.Concat(Encoder.Concat(Decoder).SelectMany(block => block.Weights(Width))).Concat(
        [
            WeightGroup.Vectors("relative positions", RelativePositions),
            WeightGroup.Vectors("outer norms", OuterNorms * Norm.Numbers(Width)),
            HasPooler ? WeightGroup.Matrices("pooler", (long)Width * Width, Width) : default,
            HasHead ? new WeightGroup("output", OutputTable + HeadBias, OutputTable + HeadBias, TokenTable) : default,
        ]).Where(group => group.Count > 0 || group.Matmul > 0)
        .GroupBy(group => group.Part)
        .Select(part => new WeightGroup(part.Key, part.Sum(group => group.Count), part.Sum(group => group.Active), part.Sum(group => group.Matmul))),
    ];

    /// <inheritdoc/>
    /// <remarks>Of an encoder-decoder: source and target have <paramref name="context"/> tokens each, and a token is one of either.</remarks>
    public override double ForwardFlops(long context, bool isCausal = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 1);
        var products = 2.0 * Groups().Where(group => group.Part != "pooler").Sum(group => group.Matmul);
        var scores = Encoder.Sum(block => block.ScoreFlops(context, isCausal: false)) + Decoder.Sum(block => block.ScoreFlops(context, isCausal))
            + Decoder.Sum(block => block.Cross is { } cross ? block.Layers * cross.ScoreFlops(context) : 0);
        return (products + scores) / (Kind == "encoder-decoder" ? 2 : 1);
    }

    private long HeadBias => HasHeadBias ? Vocabulary : 0;
}
