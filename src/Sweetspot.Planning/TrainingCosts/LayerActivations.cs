namespace Sweetspot.Planning;

/// <summary>Bytes that one layer of a transformer saves of each token for its backward pass, as one of several tensor-parallel devices holds them.</summary>
/// <remarks>
/// With fused norms and activations these are the tensors of Korthikanti et al. 2022 (arXiv 2205.05198, §4): inputs of norms, of the products and of the activation,
/// queries, keys, values and what attention gives; 34 · width bytes of a GPT layer with dropout. Gated, biased, grouped or latent shapes save what they have.
/// Operators run one by one (<c>fused: false</c>) save more: a 32-bit copy in each root mean square norm, keys and values repeated for each head, one more tensor of a gated
/// activation; measured layers are met within 4 %.
/// </remarks>
/// <param name="Whole">Not split by tensor parallelism, unless the sequence is.</param>
/// <param name="Split">This device's share of what tensor parallelism splits.</param>
/// <param name="Scores">This device's share of the scores, where attention is not fused; dropped by selective recomputation.</param>
internal readonly record struct LayerActivations(double Whole, double Split, double Scores)
{
    /// <summary>Of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="width">Numbers of a token.</param>
    /// <param name="keys">Tokens that are attended to: the scores of unfused attention are a full square.</param>
    /// <param name="tensor">Devices of tensor parallelism.</param>
    /// <param name="setup">Bytes of a number, dropout, fused kernels.</param>
    public static LayerActivations Of(LayerShape layer, double width, double keys, int tensor, ActivationFormat setup)
    {
        var attention = OfAttention(layer.Attention, width, tensor, setup) + (layer.Cross is { } cross ? OfAttention(cross, width, tensor, setup) : default);
        var forward = OfForward(layer, width, tensor, setup.Fused);
        var perNorm = !setup.Fused && !layer.Norm.HasBias ? 3 : 1; // the input; one by one also as 32 bits
        var inputs = (layer.Norms == 1 ? 1 : 2) + (layer.Cross is null ? 0 : 1);
        var hidden = (layer.Norms * perNorm) + inputs + (setup.Fused ? 0 : 1);
        var masks = setup.Dropout ? inputs * width : 0; // one byte each
        var heads = layer.Attention.Heads + (layer.Cross?.Heads ?? 0);
        var scores = setup.Flash ? 0 : (double)heads / tensor * keys * (setup.Bytes + (setup.Dropout ? setup.Bytes + 1 : 0));
        return new LayerActivations(
            (setup.Bytes * ((hidden * width) + attention.Whole + forward.Whole)) + masks, setup.Bytes * (attention.Split + forward.Split), scores);
    }

    private static Numbers OfAttention(AttentionShape shape, double width, int tensor, ActivationFormat setup)
    {
        var (queries, mixed) = ((double)shape.Queries / tensor, (double)shape.Mixed / tensor);
        if (shape.Latent is { } latent)
        {
            var small = (2.0 * (latent.QueryRank ?? 0)) + (2.0 * latent.Rank) + latent.Rotary; // before and after their norms
            return new Numbers(small, (2 * queries) + (2 * mixed));
        }

        var keys = setup.Fused ? KeyHeads(shape, tensor) * shape.HeadSize : queries;
        var norms = !setup.Fused && shape.QueryKeyNorm != QueryKeyNorm.None ? 3 * (queries + (KeyHeads(shape, tensor) * shape.HeadSize)) : 0;
        return new Numbers(0, queries + (2 * keys) + (setup.Fused ? mixed : 2 * mixed) + norms);
    }

    /// <summary>Heads of keys on one device: where there are more devices than heads, each has a whole one.</summary>
    private static double KeyHeads(AttentionShape shape, int tensor) => Math.Max(1, (double)shape.KeyValueHeads / tensor);

    private static Numbers OfForward(LayerShape layer, double width, int tensor, bool fused)
    {
        if (layer.Mixture is not { } mixture)
        {
            return new Numbers(0, Units(layer.FeedForward!, fused) / tensor);
        }

        // A token goes to PerToken experts wherever they are: with even routing a device works on as many as without expert parallelism.
        var routed = mixture.PerToken * Units(mixture.Expert, fused) / tensor;
        var shared = mixture.Shared is { } both ? Units(both, fused) / tensor : 0;
        return new Numbers((2.0 * mixture.PerToken * width) + (2.0 * mixture.Experts), routed + shared); // sent and received vectors; scores of the router in 32 bits
    }

    private static double Units(FeedForwardShape shape, bool fused) => (double)shape.Units * (shape.IsGated ? fused ? 3 : 4 : 2);

    private readonly record struct Numbers(double Whole, double Split)
    {
        public static Numbers operator +(Numbers one, Numbers other) => new(one.Whole + other.Whole, one.Split + other.Split);
    }
}
