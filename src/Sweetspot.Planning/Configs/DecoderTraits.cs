namespace Sweetspot.Planning;

/// <summary>What a family of decoders has that its configs do not say, and what they mean where they are silent.</summary>
internal sealed record DecoderTraits
{
    /// <summary>Whether feed-forward parts are gated.</summary>
    public bool Gated { get; init; } = true;

    /// <summary>Biases of queries, keys and values, where <c>attention_bias</c> does not say.</summary>
    public bool InputBias { get; init; }

    /// <summary>Biases of attention's way back, where <c>attention_bias</c> does not say.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Biases of feed-forward layers, where <c>mlp_bias</c> does not say.</summary>
    public bool FeedForwardBias { get; init; }

    /// <summary>Norms.</summary>
    public NormShape Norm { get; init; } = NormShape.Scale;

    /// <summary>Norms of a layer.</summary>
    public int Norms { get; init; } = 2;

    /// <summary>Norms outside of layers.</summary>
    public int OuterNorms { get; init; } = 1;

    /// <summary>Norms of queries and keys.</summary>
    public QueryKeyNorm QueryKeyNorm { get; init; }

    /// <summary>Whether the output is tied where <c>tie_word_embeddings</c> does not say.</summary>
    public bool Tied { get; init; }

    /// <summary>Whether the output has a bias.</summary>
    public bool HeadBias { get; init; }

    /// <summary>Rows of learned positions beyond the longest sequence; null where positions are computed.</summary>
    public int? MorePositions { get; init; }

    /// <summary>Heads of keys and values where the config does not say; null: as many as queries have.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>A head's size where the config does not say; null: width / heads.</summary>
    public int? HeadSize { get; init; }

    /// <summary>Whether units are four times the width where the config does not say.</summary>
    public bool FourTimes { get; init; }

    /// <summary>The window of a layer where <c>layer_types</c> does not say: from the config's window and the layer's number; null: no windows.</summary>
    public Func<int, bool>? IsWindowed { get; init; }
}
