namespace Sweetspot.Planning.Tests;

/// <summary>Worked examples, most of them published.</summary>
public sealed class ArchitectureTests
{
    private const string SmallLlama = """{"model_type":"llama","hidden_size":288,"num_hidden_layers":6,"num_attention_heads":6,"intermediate_size":768,"vocab_size":32000,"tie_word_embeddings":TIED}""";

    [Theory]
    [InlineData("gpt2", 124_439_808)]
    [InlineData("llama-2-7b", 6_738_415_616)]
    [InlineData("llama-3-8b", 8_030_261_248)]
    [InlineData("llama-2-70b", 68_976_648_192)]
    [InlineData("gemma-7b", 8_537_680_896)]
    [InlineData("falcon-7b", 6_921_720_704)]
    [InlineData("mixtral-8x7b", 46_702_792_704)]
    [InlineData("deepseek-v3", 671_026_419_200)]
    [InlineData("bert-base-uncased", 109_482_240)]
    [InlineData("t5-base", 222_903_552)]
    [InlineData("vit-b-16", 86_567_656)]
    [InlineData("resnet-50", 25_557_032)]
    [InlineData("efficientnet-b0", 5_288_548)]
    [InlineData("mobilenet-v2", 3_504_872)]
    [InlineData("llama-3.2-1b", 1_235_814_400)]
    [InlineData("qwen3-0.6b", 596_049_920)]
    [InlineData("opt-350m", 331_196_416)]
    [InlineData("swin-t", 28_288_354)]
    [InlineData("convnext-t", 28_589_128)]
    public void Parameters_OfTheCatalogue_AreThePublishedOnes(string name, long parameters) => Assert.Equal(parameters, ModelCatalogue.Find(name).Parameters.Total);

    [Fact]
    public void Parameters_OfAMixture_CountOnlyTheExpertsOfOneToken() => Assert.Equal(12_879_925_248, ModelCatalogue.Find("mixtral-8x7b").Parameters.Active);

    [Fact]
    public void IsTied_LeavesOutATableButNoFlops()
    {
        var (own, tied) = (ConfigFile.Parse(SmallLlama.Replace("TIED", "false"), "own"), ConfigFile.Parse(SmallLlama.Replace("TIED", "true"), "tied"));
        Assert.Equal(24_407_712, own.Parameters.Total);
        Assert.Equal(15_191_712, tied.Parameters.Total);
        Assert.Equal(own.ForwardFlops(256), tied.ForwardFlops(256));
    }

    [Fact]
    public void ForwardFlops_OfGpt2_AreThePublishedOnes()
    {
        var gpt = ModelCatalogue.Find("gpt2");
        Assert.Equal(291_648_307_200, 1024 * gpt.ForwardFlops(1024, isCausal: false));
        Assert.Equal(874_944_921_600, 1024 * gpt.TrainingFlops(1024, isCausal: false));
    }

    [Fact]
    public void ForwardFlops_OfLlama_SplitIntoProductsAndCausalAttention()
    {
        var llama = ModelCatalogue.Find("llama-3-8b");
        Assert.Equal(15.01, 2 * llama.Parameters.Matmul / 1e9, 2);
        Assert.Equal(2.15, (llama.ForwardFlops(8192) - (2 * llama.Parameters.Matmul)) / 1e9, 2);
        Assert.Equal(4.29, (llama.ForwardFlops(8192, isCausal: false) - (2 * llama.Parameters.Matmul)) / 1e9, 2);
    }

    [Theory]
    [InlineData("llama-2-7b", 524_288)]
    [InlineData("llama-3-8b", 131_072)]
    [InlineData("llama-3-70b", 327_680)]
    [InlineData("gemma-7b", 458_752)]
    [InlineData("deepseek-v3", 70_272)]
    [InlineData("gpt-oss-120b", 73_728)]
    public void Memory_CachesTheKeysAndValuesOfAToken(string name, long bytes) => Assert.Equal(bytes, ArchitectureMemory.Of(ModelCatalogue.Find(name), 1, 1).CachePerToken);

    [Fact]
    public void Memory_OfWindows_GrowsNoFurtherThanTheyReach()
    {
        var model = ModelCatalogue.Find("gpt-oss-120b"); // 18 of 36 layers see 128 tokens
        Assert.Equal(36_864 * (128L + 4096), ArchitectureMemory.Of(model, 4096, 1).Cache);
        Assert.Equal(2 * ArchitectureMemory.Of(model, 4096, 1).Cache, ArchitectureMemory.Of(model, 4096, 2).Cache);
    }

    [Theory]
    [InlineData(1, 8.0)]
    [InlineData(4, 29.1)]
    [InlineData(16, 82.4)]
    [InlineData(64, 125.9)]
    public void DistinctExperts_OfABatch_AreFewerThanItAsksFor(int tokens, double experts)
    {
        var mixture = new MixtureShape { Experts = 128, PerToken = 8, Expert = new FeedForwardShape(1, true, false) };
        Assert.Equal(experts, mixture.DistinctExperts(tokens), 1);
    }

    [Fact]
    public void Parameters_OfDlrm_AreThePublishedOnes() => Assert.Equal(540_677_217, new RecommenderArchitecture
    {
        Name = "dlrm",
        Rows = 33_762_577,
        Size = 16,
        Fields = 26,
        Bottom = [13, 512, 256, 64, 16],
        Hidden = [512, 256],
        Interaction = Interaction.Dot,
    }.Parameters.Total);

    [Fact]
    public void Catalogue_HasEveryNameOnceAndAllCanBeCounted() =>
        Assert.All(ModelCatalogue.Names, name => Assert.True(ModelCatalogue.Find(name) is { Parameters.Total: > 1_000_000 } model && model.ForwardFlops(128) > 1_000_000, name));
}
