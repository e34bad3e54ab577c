namespace Sweetspot.Planning;

/// <summary>Attention of one layer.</summary>
public sealed record AttentionShape
{
    /// <summary>Heads of queries.</summary>
    public required int Heads { get; init; }

    /// <summary>Heads of keys and values: as many as <see cref="Heads"/>, fewer (grouped queries) or one (multi-query).</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Numbers of one head's query and key; not always width / heads.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Whether queries, keys and values have biases.</summary>
    public bool HasInputBias { get; init; }

    /// <summary>Whether the way back has a bias.</summary>
    public bool HasOutputBias { get; init; }

    /// <summary>Norms of queries and keys.</summary>
    public QueryKeyNorm QueryKeyNorm { get; init; }

    /// <summary>Whether each head has a learned sink (gpt-oss).</summary>
    public bool HasSinks { get; init; }

    /// <summary>Keys and values from a small vector; null: from the full width.</summary>
    public LatentAttention? Latent { get; init; }

    /// <summary>Numbers of all queries of a token.</summary>
    public long Queries => (long)Heads * (Latent is { } latent ? latent.Plain + latent.Rotary : HeadSize);

    /// <summary>Numbers of all values that a token's heads mix.</summary>
    public long Mixed => (long)Heads * (Latent?.Value ?? HeadSize);

    /// <summary>Numbers that a cache keeps of one token of one layer.</summary>
    public long Cached => Latent is { } latent ? latent.Rank + latent.Rotary : 2L * KeyValueHeads * HeadSize;

    /// <summary>Numbers of one token's keys and values on one of several tensor-parallel devices: where there are more devices than heads of keys, each has a whole one.</summary>
    public double KeysAndValues(int tensor) => Latent is { } latent
        ? (double)Heads / tensor * (latent.Plain + latent.Rotary + latent.Value)
        : 2 * Math.Max(1, (double)KeyValueHeads / tensor) * HeadSize;

    /// <summary>The weights beside a width.</summary>
    public WeightGroup Weights(string part, long width)
    {
        var (matrices, vectors) = Latent is { } latent ? OfLatent(latent, width) : OfHeads(width);
        return WeightGroup.Matrices(part, matrices, vectors + (HasOutputBias ? width : 0) + (HasSinks ? Heads : 0));
    }

    /// <summary>FLOPs of scores and mixing for one token that attends to <paramref name="keys"/> others.</summary>
    public double ScoreFlops(double keys) => 2.0 * (Queries + Mixed) * keys;

    private (long Matrices, long Vectors) OfHeads(long width)
    {
        var (queries, keys) = ((long)Heads * HeadSize, (long)KeyValueHeads * HeadSize);
        var norms = QueryKeyNorm switch
        {
            QueryKeyNorm.SharedByHeads => 2L * HeadSize,
            QueryKeyNorm.All => queries + keys,
            _ => 0,
        };
        return ((2 * width * queries) + (2 * width * keys), norms + (HasInputBias ? queries + (2 * keys) : 0));
    }

    private (long Matrices, long Vectors) OfLatent(LatentAttention latent, long width)
    {
        var queries = latent.QueryRank is { } rank ? (width * rank) + (rank * Queries) : width * Queries;
        var keysAndValues = (width * (latent.Rank + latent.Rotary)) + ((long)latent.Rank * Heads * (latent.Plain + latent.Value));
        return (queries + keysAndValues + (Mixed * width), (latent.QueryRank ?? 0) + latent.Rank);
    }
}
