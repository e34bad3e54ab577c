using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Reads what all decoders' configs have.</summary>
internal static class DecoderConfig
{
    private static readonly string[] Window = ["sliding_window", "window_size"];

    /// <summary>A decoder whose layers all have a feed-forward part.</summary>
    public static TransformerArchitecture Of(ConfigValues values, DecoderTraits traits) => Of(values, traits, (_, block) => block with { FeedForward = FeedForward(values, traits) });

    /// <summary>A decoder.</summary>
    /// <param name="values">The config.</param>
    /// <param name="traits">What its family has.</param>
    /// <param name="complete">Gives the layer of a number its feed-forward part or experts.</param>
    public static TransformerArchitecture Of(ConfigValues values, DecoderTraits traits, Func<int, LayerShape, LayerShape> complete)
    {
        var positions = values.CountOr(0, "max_position_embeddings", "n_positions", "max_seq_len", "seq_length");
        return new TransformerArchitecture
        {
            Name = "",
            Width = Width(values),
            Vocabulary = values.Count("vocab_size"),
            Decoder = Layers(values, traits, complete),
            IsTied = values.Flag(traits.Tied, "tie_word_embeddings"),
            HasHeadBias = traits.HeadBias,
            Positions = traits.MorePositions is { } more ? positions + more : 0,
            OuterNorms = traits.OuterNorms,
            Norm = traits.Norm,
            LongestContext = positions,
        };
    }

    /// <summary>Numbers that stand for a token.</summary>
    public static int Width(ConfigValues values) => values.Count("hidden_size", "n_embd", "d_model", "n_embed");

    /// <summary>Layers of the decoder.</summary>
    public static int Depth(ConfigValues values) => values.Count("num_hidden_layers", "n_layer", "n_layers", "num_layers");

    /// <summary>The feed-forward part of a layer.</summary>
    public static FeedForwardShape FeedForward(ConfigValues values, DecoderTraits traits)
    {
        string[] names = ["intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size", "d_ff"];
        var units = traits.FourTimes ? values.CountOr(4 * Width(values), names) : values.Count(names);
        return new FeedForwardShape(units, traits.Gated, values.Flag(traits.FeedForwardBias, "mlp_bias"));
    }

    private static ImmutableArray<LayerShape> Layers(ConfigValues values, DecoderTraits traits, Func<int, LayerShape, LayerShape> complete)
    {
        var (types, window, block) = (values.Words("layer_types"), values.CountOr(0, Window), Block(values, traits));
        bool IsWindowed(int layer) => window > 0 && (layer < types.Length ? types[layer] == "sliding_attention" : traits.IsWindowed?.Invoke(layer) ?? false);
        return
        [
            .. Enumerable.Range(0, Depth(values)).Select(layer => complete(layer, block with { Window = IsWindowed(layer) ? window : null }))
                .GroupBy(layer => layer).Select(alike => alike.Key with { Layers = alike.Count() }),
        ];
    }

    private static LayerShape Block(ConfigValues values, DecoderTraits traits)
    {
        var heads = values.Count("num_attention_heads", "n_head", "n_heads", "num_heads");
        var keys = values.CountOr(traits.KeyValueHeads ?? heads, "num_key_value_heads", "num_kv_heads", "kv_n_heads");
        if (keys < 1 || heads % keys != 0)
        {
            values.Fail($"num_key_value_heads: {keys} does not divide the {heads} heads of queries.");
        }

        return new LayerShape
        {
            Layers = 1,
            Norms = traits.Norms,
            Norm = traits.Norm,
            Attention = new AttentionShape
            {
                Heads = heads,
                KeyValueHeads = keys,
                HeadSize = HeadSize(values, traits, heads),
                HasInputBias = values.Flag(traits.InputBias, "attention_bias"),
                HasOutputBias = values.Flag(traits.OutputBias, "attention_bias"),
                QueryKeyNorm = traits.QueryKeyNorm,
            },
        };
    }

    private static int HeadSize(ConfigValues values, DecoderTraits traits, int heads)
    {
        var width = Width(values);
        if (!values.Has("head_dim") && traits.HeadSize is null && width % heads != 0)
        {
            values.Fail($"head_dim: is missing, and {heads} heads do not divide a width of {width}.");
        }

        return values.CountOr(traits.HeadSize ?? width / heads, "head_dim");
    }
}
