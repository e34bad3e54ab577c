namespace Sweetspot.Planning;

/// <summary>Decoders with experts.</summary>
internal static class MixtureConfigs
{
    private static readonly DecoderTraits Llama = new();

    /// <summary>The families.</summary>
    public static IEnumerable<KeyValuePair<string, Func<ConfigValues, Architecture>>> All =>
    [
        new("mixtral", values => Everywhere(values, Llama with { IsWindowed = _ => true }, Mixture(values, "num_local_experts", 8, 2, Units(values, "intermediate_size")))),
        new("olmoe", values => Everywhere(values, Llama with { QueryKeyNorm = QueryKeyNorm.All }, Mixture(values, "num_experts", 64, 8, Units(values, "intermediate_size")))),
        new("qwen2_moe", Qwen2),
        new("qwen3_moe", values => Qwen(values, Llama with { QueryKeyNorm = QueryKeyNorm.SharedByHeads, HeadSize = 128 }, null)),
        new("gpt_oss", GptOss),
        new("deepseek_v2", values => DeepSeek(values, correction: false)),
        new("deepseek_v3", values => DeepSeek(values, correction: true)),
    ];

    private static FeedForwardShape Units(ConfigValues values, string name, bool bias = false) => new(values.Count(name), true, bias);

    private static MixtureShape Mixture(ConfigValues values, string name, int experts, int each, FeedForwardShape expert)
    {
        var mixture = new MixtureShape { Experts = values.CountOr(experts, name), PerToken = values.CountOr(each, "num_experts_per_tok"), Expert = expert };
        if (mixture.PerToken > mixture.Experts)
        {
            values.Fail($"num_experts_per_tok: {mixture.PerToken} is more than the {mixture.Experts} experts of a layer.");
        }

        return mixture;
    }

    private static TransformerArchitecture Everywhere(ConfigValues values, DecoderTraits traits, MixtureShape mixture) =>
        DecoderConfig.Of(values, traits, (_, block) => block with { Mixture = mixture });

    private static TransformerArchitecture Qwen2(ConfigValues values)
    {
        var shared = Units(values, "shared_expert_intermediate_size");
        return Qwen(values, Llama with { InputBias = true }, shared);
    }

    /// <summary>Experts in each layer, or in each so many, but for those that are listed.</summary>
    private static TransformerArchitecture Qwen(ConfigValues values, DecoderTraits traits, FeedForwardShape? shared)
    {
        var mixture = Mixture(values, "num_experts", shared is null ? 128 : 60, shared is null ? 8 : 4, Units(values, "moe_intermediate_size")) with
        {
            Shared = shared,
            HasSharedGate = shared is not null,
        };
        var (step, dense) = (Math.Max(1, values.CountOr(1, "decoder_sparse_step")), values.Entries("mlp_only_layers") > 0 ? values.Counts([], "mlp_only_layers") : []);
        bool HasExperts(int layer) => (layer + 1) % step == 0 && !dense.Contains(layer);
        var isMixed = !Enumerable.Range(0, DecoderConfig.Depth(values)).All(HasExperts);
        var plain = isMixed ? Units(values, "intermediate_size") : null;
        return DecoderConfig.Of(values, traits, (layer, block) => HasExperts(layer) ? block with { Mixture = mixture } : block with { FeedForward = plain });
    }

    /// <summary>Biases in attention, router and experts, and a learned sink for each head; every other layer has a window.</summary>
    private static TransformerArchitecture GptOss(ConfigValues values)
    {
        var mixture = Mixture(values, "num_local_experts", 128, 4, Units(values, "intermediate_size", bias: true)) with { HasRouterBias = true };
        var traits = Llama with { InputBias = true, OutputBias = true, HeadSize = 64, IsWindowed = layer => layer % 2 == 0 };
        return DecoderConfig.Of(values, traits, (_, block) => block with { Mixture = mixture, Attention = block.Attention with { HasSinks = true } });
    }

    private static TransformerArchitecture DeepSeek(ConfigValues values, bool correction)
    {
        var (first, every) = (values.CountOr(0, "first_k_dense_replace"), Math.Max(1, values.CountOr(1, "moe_layer_freq")));
        var (expert, shared) = (values.Count("moe_intermediate_size"), values.CountOr(0, "n_shared_experts"));
        var mixture = Mixture(values, "n_routed_experts", 0, 0, new FeedForwardShape(expert, true, false)) with
        {
            Shared = shared > 0 ? new FeedForwardShape(shared * expert, true, false) : null,
            HasRouterBias = correction,
        };
        var latent = new LatentAttention(
            values.Has("q_lora_rank") ? values.Count("q_lora_rank") : null, values.Count("kv_lora_rank"), values.Count("qk_nope_head_dim"),
            values.Count("qk_rope_head_dim"), values.Count("v_head_dim"));
        var plain = first > 0 || every > 1 ? Units(values, "intermediate_size") : null;
        if (values.CountOr(0, "num_nextn_predict_layers") > 0)
        {
            values.Note("the layers that predict further tokens (num_nextn_predict_layers) are left out, as the model's published size does");
        }

        return DecoderConfig.Of(values, Llama with { HeadSize = latent.Plain + latent.Rotary }, (layer, block) =>
        {
            var attention = block with { Attention = block.Attention with { Latent = latent } };
            return layer >= first && layer % every == 0 ? attention with { Mixture = mixture } : attention with { FeedForward = plain };
        });
    }
}
