namespace Sweetspot.Planning;

/// <summary>Layers of a transformer that are alike.</summary>
public sealed record LayerShape
{
    /// <summary>How many follow one another or alternate with others.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention to the own sequence.</summary>
    public required AttentionShape Attention { get; init; }

    /// <summary>Attention to an encoder's output; null: none.</summary>
    public AttentionShape? Cross { get; init; }

    /// <summary>The feed-forward part; null where <see cref="Mixture"/> takes its place.</summary>
    public FeedForwardShape? FeedForward { get; init; }

    /// <summary>A mixture of experts; null: none.</summary>
    public MixtureShape? Mixture { get; init; }

    /// <summary>Norms of one layer: 2 as a rule, 1 where attention and feed-forward share it, 4 where each is also normalised after.</summary>
    public int Norms { get; init; } = 2;

    /// <summary>What a norm weighs.</summary>
    public required NormShape Norm { get; init; }

    /// <summary>Tokens that one attends to at most, itself included; null: all.</summary>
    public int? Window { get; init; }

    /// <summary>The weights of all these layers.</summary>
    public IEnumerable<WeightGroup> Weights(long width)
    {
        yield return Attention.Weights("attention", width) * Layers;
        if (Cross is not null)
        {
            yield return Cross.Weights("cross-attention", width) * Layers;
        }

        if (FeedForward is not null)
        {
            yield return WeightGroup.Matrices("feed-forward", FeedForward.Matrices(width), FeedForward.Biases(width)) * Layers;
        }

        if (Mixture is not null)
        {
            yield return Mixture.Weights("experts", width) * Layers;
        }

        yield return WeightGroup.Vectors("norms", Norms * Norm.Numbers(width)) * Layers;
    }

    /// <summary>FLOPs of scores and mixing of all these layers for one token, on average over a sequence.</summary>
    public double ScoreFlops(long context, bool isCausal) => Layers * Attention.ScoreFlops(MeanKeys(context, isCausal));

    /// <summary>Numbers that a cache keeps of a sequence of so many tokens.</summary>
    public long Cached(long tokens) => Layers * Attention.Cached * Math.Min(tokens, Window ?? long.MaxValue);

    /// <summary>Keys that a token attends to: all, or those before it and itself, (s + 1) / 2 on average; no more than the window.</summary>
    private double MeanKeys(long context, bool isCausal)
    {
        var window = Math.Min(context, Window ?? long.MaxValue);
        return isCausal ? (((double)window * (window + 1) / 2) + ((double)(context - window) * window)) / context : window;
    }
}
