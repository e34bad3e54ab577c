namespace Sweetspot.Planning;

/// <summary>Encoders, and encoders with decoders.</summary>
internal static class EncoderConfigs
{
    /// <summary>The families.</summary>
    public static IEnumerable<KeyValuePair<string, Func<ConfigValues, Architecture>>> All =>
    [
        new("bert", values => Bert(values, values.CountOr(2, "type_vocab_size"), pooler: true)),
        new("roberta", values => Bert(values, values.CountOr(1, "type_vocab_size"), pooler: true)),
        new("xlm-roberta", values => Bert(values, values.CountOr(1, "type_vocab_size"), pooler: true)),
        new("camembert", values => Bert(values, values.CountOr(1, "type_vocab_size"), pooler: true)),
        new("distilbert", values => Bert(values, 0, pooler: false)),
        new("t5", values => T5(values, tied: true)),
        new("mt5", values => T5(values, tied: false)),
        new("bart", Bart),
        new("mbart", values => Bart(values) with { OuterNorms = 4 }), // and one at the end of each stack
    ];

    /// <summary>Norms come after; the output over the vocabulary is not counted, as the published sizes do.</summary>
    private static TransformerArchitecture Bert(ConfigValues values, int types, bool pooler)
    {
        values.Note("without an output: the size of the encoder alone, as published");
        var width = values.Count("hidden_size", "dim");
        var positions = values.CountOr(512, "max_position_embeddings");
        return new TransformerArchitecture
        {
            Name = "",
            Width = width,
            Vocabulary = values.Count("vocab_size"),
            Encoder = [Block(values, width, values.Count("num_hidden_layers", "n_layers"), values.Count("num_attention_heads", "n_heads"), values.Count("intermediate_size", "hidden_dim"))],
            HasHead = false,
            Positions = positions,
            Types = types,
            Norm = NormShape.Layer,
            HasPooler = pooler,
            LongestContext = positions,
        };
    }

    private static TransformerArchitecture T5(ConfigValues values, bool tied)
    {
        var (width, layers, heads) = (values.Count("d_model"), values.Count("num_layers"), values.Count("num_heads"));
        var attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = values.CountOr(64, "d_kv") };
        var isGated = values.Text("relu", "feed_forward_proj").StartsWith("gated", StringComparison.Ordinal);
        var block = new LayerShape
        {
            Layers = layers,
            Attention = attention,
            FeedForward = new FeedForwardShape(values.Count("d_ff"), isGated, false),
            Norm = NormShape.Scale,
        };
        return new TransformerArchitecture
        {
            Name = "",
            Width = width,
            Vocabulary = values.Count("vocab_size"),
            Encoder = [block],
            Decoder = [block with { Layers = values.CountOr(layers, "num_decoder_layers"), Cross = attention, Norms = 3 }],
            IsTied = values.Flag(tied, "tie_word_embeddings"),
            RelativePositions = 2L * heads * values.CountOr(32, "relative_attention_num_buckets"),
            OuterNorms = 2,
            Norm = NormShape.Scale,
            LongestContext = values.CountOr(0, "n_positions"),
        };
    }

    /// <summary>Each stack has its own positions, two rows more than the longest sequence, and a norm over its embedding.</summary>
    private static TransformerArchitecture Bart(ConfigValues values)
    {
        var (width, positions) = (values.Count("d_model"), values.Count("max_position_embeddings"));
        var encoder = Block(values, width, values.Count("encoder_layers"), values.Count("encoder_attention_heads"), values.Count("encoder_ffn_dim"));
        var decoder = Block(values, width, values.Count("decoder_layers"), values.Count("decoder_attention_heads"), values.Count("decoder_ffn_dim"));
        return new TransformerArchitecture
        {
            Name = "",
            Width = width,
            Vocabulary = values.Count("vocab_size"),
            Encoder = [encoder],
            Decoder = [decoder with { Cross = decoder.Attention, Norms = 3 }],
            IsTied = values.Flag(true, "tie_word_embeddings"),
            Positions = 2 * (positions + 2),
            OuterNorms = 2,
            Norm = NormShape.Layer,
            LongestContext = positions,
        };
    }

    private static LayerShape Block(ConfigValues values, int width, int layers, int heads, int units)
    {
        if (width % heads != 0)
        {
            values.Fail($"num_attention_heads: {heads} heads do not divide a width of {width}.");
        }

        return new LayerShape
        {
            Layers = layers,
            Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = width / heads, HasInputBias = true, HasOutputBias = true },
            FeedForward = new FeedForwardShape(units, false, true),
            Norm = NormShape.Layer,
        };
    }
}
