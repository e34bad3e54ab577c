namespace Sweetspot.Planning;

/// <summary>Decoders without experts.</summary>
internal static class DecoderConfigs
{
    private static readonly DecoderTraits Llama = new();

    /// <summary>Biases everywhere, layer norms, units four times the width, a tied output.</summary>
    private static readonly DecoderTraits Gpt = new()
    {
        Gated = false,
        InputBias = true,
        OutputBias = true,
        FeedForwardBias = true,
        Norm = NormShape.Layer,
        Tied = true,
        FourTimes = true,
    };

    /// <summary>The families.</summary>
    public static IEnumerable<KeyValuePair<string, Func<ConfigValues, Architecture>>> All =>
    [
        Family("llama", Llama),
        Family("granite", Llama),
        Family("smollm3", Llama with { Tied = true }),
        Family("phi3", Llama with { IsWindowed = _ => true }),
        Family("mistral", Llama with { IsWindowed = _ => true }),
        Family("ministral", Llama with { IsWindowed = _ => true }),
        Family("starcoder2", Gpt with { IsWindowed = _ => true }),
        Family("qwen3", Llama with { QueryKeyNorm = QueryKeyNorm.SharedByHeads, HeadSize = 128 }),
        Family("olmo2", Llama with { QueryKeyNorm = QueryKeyNorm.All }),
        Family("olmo", Llama with { Norm = new NormShape(false, false) }),
        Family("gemma", Llama with { Tied = true, HeadSize = 256 }),
        Family("gemma2", Llama with { Tied = true, HeadSize = 256, Norms = 4, IsWindowed = layer => layer % 2 == 0 }),
        new("cohere", values => DecoderConfig.Of(values, Cohere(values))),
        new("cohere2", values => DecoderConfig.Of(values, Cohere(values) with { IsWindowed = layer => (layer + 1) % 4 != 0 })),
        Family("gpt2", Gpt with { MorePositions = 0 }),
        Family("gpt_neo", Gpt with { InputBias = false, MorePositions = 0, IsWindowed = layer => layer % 2 == 1 }),
        Family("gptj", Gpt with { InputBias = false, OutputBias = false, Norms = 1, HeadBias = true, Tied = false }),
        Family("gpt_neox", Gpt with { Tied = false }),
        Family("phi", Gpt with { Norms = 1, HeadBias = true, Tied = false }),
        new("qwen2", Qwen2),
        new("gemma3_text", Gemma3),
        new("stablelm", StableLm),
        new("gpt_bigcode", values => DecoderConfig.Of(values, Gpt with { MorePositions = 0, KeyValueHeads = values.Flag(true, "multi_query") ? 1 : null })),
        new("bloom", values => DecoderConfig.Of(values, Gpt with { OuterNorms = 2 })),
        new("falcon", Falcon),
        new("mpt", Mpt),
        new("opt", Opt),
    ];

    private static KeyValuePair<string, Func<ConfigValues, Architecture>> Family(string type, DecoderTraits traits) =>
        new(type, values => DecoderConfig.Of(values, traits));

    private static DecoderTraits Cohere(ConfigValues values) =>
        Llama with { Norms = 1, Tied = true, QueryKeyNorm = values.Flag(false, "use_qk_norm") ? QueryKeyNorm.All : QueryKeyNorm.None };

    private static TransformerArchitecture Qwen2(ConfigValues values) => DecoderConfig.Of(
        values, Llama with { InputBias = true, IsWindowed = values.Flag(false, "use_sliding_window") ? layer => layer >= values.CountOr(28, "max_window_layers") : null });

    private static TransformerArchitecture Gemma3(ConfigValues values)
    {
        var pattern = Math.Max(1, values.CountOr(6, "sliding_window_pattern"));
        return DecoderConfig.Of(
            values, Llama with { Tied = true, HeadSize = 256, Norms = 4, QueryKeyNorm = QueryKeyNorm.SharedByHeads, IsWindowed = layer => (layer + 1) % pattern != 0 });
    }

    private static TransformerArchitecture StableLm(ConfigValues values) => DecoderConfig.Of(values, Llama with
    {
        Norm = NormShape.Layer,
        InputBias = values.Flag(false, "use_qkv_bias"),
        Norms = values.Flag(false, "use_parallel_residual") ? 1 : 2,
        QueryKeyNorm = values.Flag(false, "qk_layernorm") ? QueryKeyNorm.All : QueryKeyNorm.None,
    });

    /// <summary>The 40B kind has as many key heads as it says and two norms; the 7B kind one key head and one norm.</summary>
    private static TransformerArchitecture Falcon(ConfigValues values)
    {
        var (isNew, bias) = (values.Flag(false, "new_decoder_architecture"), values.Flag(false, "bias"));
        var norms = isNew ? values.CountOr(2, "num_ln_in_parallel_attn") : values.Flag(true, "parallel_attn") ? 1 : 2;
        var heads = values.Count("num_attention_heads", "n_head");
        var keys = isNew ? values.CountOr(heads, "num_kv_heads", "n_head_kv") : values.Flag(true, "multi_query") ? 1 : heads;
        var architecture = DecoderConfig.Of(values, Gpt with { InputBias = bias, OutputBias = bias, FeedForwardBias = bias, Norms = norms });
        return architecture with { Decoder = [.. architecture.Decoder.Select(block => block with { Attention = block.Attention with { KeyValueHeads = keys } })] };
    }

    /// <summary>Norms never have a bias in transformers' version; positions are learned unless attention is biased by distance.</summary>
    private static TransformerArchitecture Mpt(ConfigValues values)
    {
        var (bias, attention) = (!values.Flag(true, "no_bias"), values.Part("attn_config"));
        var isBiased = attention?.Flag(true, "alibi") ?? true;
        var units = (int)(values.NumberOr(4, "expansion_ratio") * DecoderConfig.Width(values));
        var traits = Gpt with
        {
            InputBias = bias,
            OutputBias = bias,
            FeedForwardBias = bias,
            Norm = new NormShape(true, bias),
            KeyValueHeads = attention is { } part && part.Has("kv_n_heads") ? part.Count("kv_n_heads") : null,
            MorePositions = !isBiased && values.Flag(true, "learned_pos_emb") ? 0 : null,
        };
        return DecoderConfig.Of(values, traits, (_, block) => block with { FeedForward = new FeedForwardShape(units, false, bias) });
    }

    /// <summary>Two rows of positions more than its longest sequence; the 350M one has a narrower table, and no norm at the end.</summary>
    private static TransformerArchitecture Opt(ConfigValues values)
    {
        var bias = values.Flag(true, "enable_bias");
        var (width, table) = (DecoderConfig.Width(values), values.CountOr(0, "word_embed_proj_dim"));
        var hasFinal = values.Flag(true, "do_layer_norm_before") && !values.Flag(false, "_remove_final_layer_norm");
        var norm = values.Flag(true, "layer_norm_elementwise_affine") ? NormShape.Layer : new NormShape(false, false);
        var traits = Gpt with { InputBias = bias, OutputBias = bias, FeedForwardBias = bias, MorePositions = 2, OuterNorms = hasFinal ? 1 : 0, Norm = norm };
        return DecoderConfig.Of(values, traits) with { TableWidth = table == width ? 0 : table };
    }
}
