namespace Sweetspot.Planning;

/// <summary>A mixture of experts in place of the feed-forward part.</summary>
public sealed record MixtureShape
{
    /// <summary>Experts of a layer.</summary>
    public required int Experts { get; init; }

    /// <summary>Experts that one token is sent to.</summary>
    public required int PerToken { get; init; }

    /// <summary>One expert.</summary>
    public required FeedForwardShape Expert { get; init; }

    /// <summary>What all tokens meet beside: shared experts as one; null: none.</summary>
    public FeedForwardShape? Shared { get; init; }

    /// <summary>Whether the shared part has a gate of its own, one number a token (Qwen1.5-MoE).</summary>
    public bool HasSharedGate { get; init; }

    /// <summary>Whether the router adds a bias, or a correction, for each expert.</summary>
    public bool HasRouterBias { get; init; }

    /// <summary>The weights beside a width.</summary>
    public WeightGroup Weights(string part, long width)
    {
        var (matrices, biases) = (Expert.Matrices(width), Expert.Biases(width));
        var common = (width * Experts) + (HasSharedGate ? width : 0) + (Shared?.Matrices(width) ?? 0); // the router's and the gate's matrices among them
        var vectors = (HasRouterBias ? Experts : 0) + (Shared?.Biases(width) ?? 0);
        return new WeightGroup(
            part,
            (Experts * (matrices + biases)) + common + vectors,
            (PerToken * (matrices + biases)) + common + vectors,
            (PerToken * matrices) + common);
    }

    /// <summary>Experts of a layer that a batch of tokens meets, on average, when the router is even: E · (1 − (1 − k/E)^B).</summary>
    public double DistinctExperts(double tokens) => Experts * (1 - Math.Pow(1 - ((double)PerToken / Experts), tokens));
}
