using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What serving needs to know of a model: sums over its layers, made once, so that plans are arithmetic only.</summary>
public sealed class ServingShape
{
    private readonly Mixture[] _mixtures;
    private readonly Attention[] _attentions;

    private ServingShape(TransformerArchitecture architecture, WeightFormat weights, NumberFormat cache)
    {
        var layers = architecture.Encoder.Concat(architecture.Decoder).ToArray();
        (Architecture, Weights, Cache) = (architecture, weights, cache);
        (Layers, Width) = (layers.Sum(layer => layer.Layers), architecture.Width);
        var (byBits, byTable, byAttention) = (weights.Bits / 8, (weights.TableBits ?? weights.Bits) / 8, (weights.AttentionBits ?? weights.Bits) / 8);
        double table = (long)architecture.Vocabulary * (architecture.TableWidth > 0 ? architecture.TableWidth : architecture.Width);
        HeadProducts = architecture.HasHead ? table : 0;
        var (attention, others, routed) = (0.0, 0.0, 0.0);
        foreach (var layer in layers)
        {
            foreach (var group in layer.Weights(architecture.Width))
            {
                if (group.Part is "attention" or "cross-attention")
                {
                    attention += group.Matmul;
                }
                else
                {
                    others += layer.Mixture is { } mixture && group.Part == "experts"
                        ? group.Matmul - (layer.Layers * mixture.PerToken * (double)mixture.Expert.Matrices(architecture.Width)) // the router and what all tokens meet
                        : group.Matmul;
                }
            }
        }

        _mixtures = [.. layers.Where(layer => layer.Mixture is not null).GroupBy(layer => layer.Mixture!).Select(alike =>
            new Mixture(alike.Key, alike.Sum(layer => layer.Layers) * (double)alike.Key.Expert.Matrices(architecture.Width)))];
        routed = _mixtures.Sum(mixture => mixture.Shape.Experts * mixture.Weights);
        BlockProducts = attention + others;
        ReadBytes = (attention * byAttention) + (others * byBits) + (HeadProducts * byTable);
        ExpertWeightBytes = byBits;
        var totals = architecture.Parameters;
        var rest = totals.Total - totals.Embedding - attention - others - routed; // norms, biases
        StoredBytes = (attention * byAttention) + ((others + routed) * byBits) + (totals.Embedding * byTable) + (Math.Max(0, rest) * byBits);
        CacheNumberBytes = cache.Bytes();
        _attentions = [.. architecture.Decoder.Concat(architecture.Decoder.IsEmpty ? architecture.Encoder : []).Select(layer => new Attention(layer, CacheNumberBytes))];
        IsCaching = !architecture.Decoder.IsEmpty;
    }

    /// <summary>The model.</summary>
    public TransformerArchitecture Architecture { get; }

    /// <summary>Format of its weights.</summary>
    public WeightFormat Weights { get; }

    /// <summary>Format of its cache.</summary>
    public NumberFormat Cache { get; }

    /// <summary>Layers, those of an encoder too.</summary>
    public int Layers { get; }

    /// <summary>Numbers that stand for a token.</summary>
    public int Width { get; }

    /// <summary>Bytes of all weights.</summary>
    public double StoredBytes { get; }

    /// <summary>Bytes that a step reads whatever its tokens are: all but tables that are looked up and experts.</summary>
    public double ReadBytes { get; }

    /// <summary>Multiply-adds of a token in the layers, experts left out.</summary>
    public double BlockProducts { get; }

    /// <summary>Multiply-adds of the output over the vocabulary: once a sequence in a prefill.</summary>
    public double HeadProducts { get; }

    /// <summary>Bytes of a number of the cache.</summary>
    public double CacheNumberBytes { get; }

    /// <summary>Whether it decodes: a model without a decoder only reads.</summary>
    public bool IsCaching { get; }

    private double ExpertWeightBytes { get; }

    /// <summary>Of a model.</summary>
    /// <param name="architecture">A transformer.</param>
    /// <param name="weights">Format of weights.</param>
    /// <param name="cache">Format of the cache.</param>
    /// <exception cref="UserInputException">The model has an encoder and a decoder: no engine here serves it.</exception>
    public static ServingShape Of(TransformerArchitecture architecture, WeightFormat weights, NumberFormat cache = NumberFormat.Bf16) =>
        architecture.Encoder.IsEmpty || architecture.Decoder.IsEmpty
            ? new ServingShape(architecture, weights, cache)
            : throw new UserInputException($"{architecture.Name}: serving costs of encoder-decoders are not modelled; a decoder or an encoder is.");

    /// <summary>Bytes of the cache of one sequence of so many tokens; windows keep no more than they reach.</summary>
    public double CacheBytes(double tokens)
    {
        var sum = 0.0;
        foreach (var attention in _attentions)
        {
            sum += attention.CacheBytes * Math.Min(tokens, attention.Window);
        }

        return IsCaching ? sum : 0;
    }

    /// <summary>The same on the fullest of <paramref name="tensor"/> devices: heads of keys and values are split, and repeated where there are too few; a latent vector is repeated on all.</summary>
    public double CacheBytes(double tokens, int tensor)
    {
        var sum = 0.0;
        foreach (var attention in _attentions)
        {
            sum += attention.CacheBytes * attention.Share(tensor) * Math.Min(tokens, attention.Window);
        }

        return IsCaching ? sum : 0;
    }

    /// <summary>The same, read once for each head of queries instead of once for each that it stores: kernels that do not share what they read.</summary>
    public double RepeatedCacheBytes(double tokens, int tensor)
    {
        var sum = 0.0;
        foreach (var attention in _attentions)
        {
            sum += attention.CacheBytes * attention.Share(tensor) * attention.Repeats * Math.Min(tokens, attention.Window);
        }

        return IsCaching ? sum : 0;
    }

    /// <summary>FLOPs of attention of one new token that follows <paramref name="context"/> others.</summary>
    public double DecodeScoreFlops(double context)
    {
        var sum = 0.0;
        foreach (var attention in _attentions)
        {
            sum += attention.DecodeFlops * Math.Min(context, attention.Window);
        }

        return sum;
    }

    /// <summary>FLOPs of attention over a whole prompt, each token with those before it (of an encoder, with all).</summary>
    public double PrefillScoreFlops(double tokens)
    {
        var sum = 0.0;
        foreach (var attention in _attentions)
        {
            var window = Math.Min(tokens, attention.Window);
            sum += attention.PrefillFlops * (IsCaching ? (window * window / 2) + ((tokens - window) * window) : tokens * window);
        }

        return sum;
    }

    /// <summary>Bytes of the distinct experts that a step of so many tokens reads: E · (1 − (1 − k/E)^B) of each layer.</summary>
    public double ExpertBytes(double tokens)
    {
        var sum = 0.0;
        foreach (var mixture in _mixtures)
        {
            sum += mixture.Shape.DistinctExperts(tokens) * mixture.Weights;
        }

        return sum * ExpertWeightBytes;
    }

    /// <summary>Multiply-adds of a token in the experts that it is sent to.</summary>
    public double ExpertProducts
    {
        get
        {
            var sum = 0.0;
            foreach (var mixture in _mixtures)
            {
                sum += mixture.Shape.PerToken * mixture.Weights;
            }

            return sum;
        }
    }

    /// <summary>Layers with the same mixture of experts; <paramref name="Weights"/>: of one expert in all of them.</summary>
    private readonly record struct Mixture(MixtureShape Shape, double Weights);

    /// <summary>Layers with the same attention.</summary>
    private readonly struct Attention(LayerShape layer, double numberBytes)
    {
        private readonly int _heads = layer.Attention.KeyValueHeads;
        private readonly bool _isLatent = layer.Attention.Latent is not null;

        /// <summary>Tokens kept at most.</summary>
        public readonly double Window = layer.Window ?? double.MaxValue;

        /// <summary>Bytes of a token, in all these layers.</summary>
        public readonly double CacheBytes = layer.Layers * layer.Attention.Cached * numberBytes;

        /// <summary>FLOPs of a pair of tokens in a prompt.</summary>
        public readonly double PrefillFlops = layer.Layers * layer.Attention.ScoreFlops(1);

        /// <summary>FLOPs of a pair in a decoding step; with latent vectors, which are not unfolded there, heads × (2 rank + rotary) products.</summary>
        public readonly double DecodeFlops = layer.Layers * (layer.Attention.Latent is { } latent
            ? 2.0 * layer.Attention.Heads * ((2 * latent.Rank) + latent.Rotary)
            : layer.Attention.ScoreFlops(1));

        /// <summary>Heads of queries for each of keys.</summary>
        public readonly double Repeats = layer.Attention.Latent is null ? (double)layer.Attention.Heads / layer.Attention.KeyValueHeads : 1;

        /// <summary>Part of the cache on the fullest of so many devices.</summary>
        public double Share(int tensor) => _isLatent ? 1 : (double)((_heads + tensor - 1) / tensor) / _heads;
    }
}
