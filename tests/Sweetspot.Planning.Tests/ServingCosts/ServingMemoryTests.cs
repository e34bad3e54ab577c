using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

/// <summary>What serving keeps in memory; the numbers are published worked examples.</summary>
public sealed class ServingMemoryTests
{
    private const double Gib = 1L << 30;

    [Theory]
    [InlineData("llama-2-7b", 524_288)]
    [InlineData("llama-3-8b", 131_072)]
    [InlineData("llama-3-70b", 327_680)]
    [InlineData("gemma-7b", 458_752)] // heads of 256, not width / heads
    [InlineData("deepseek-v3", 70_272)] // latent vectors
    [InlineData("gpt-oss-120b", 73_728)]
    public void CacheBytes_OfAToken_AreThePublishedOnes(string model, double bytes) => Assert.Equal(bytes, Shape(model).CacheBytes(1));

    [Theory]
    [InlineData("llama-2-7b", 4096, 2.0)]
    [InlineData("llama-3-70b", 8192, 2.5)]
    public void CacheBytes_OfASequence_AreThePublishedOnes(string model, int tokens, double gib) => Assert.Equal(gib * Gib, Shape(model).CacheBytes(tokens));

    [Fact]
    public void CacheBytes_OfWindows_GrowNoFurtherThanTheyReach() => Assert.Equal(36_864.0 * (128 + 4096), Shape("gpt-oss-120b").CacheBytes(4096));

    [Fact]
    public void CacheBytes_InHalfTheBits_AreHalf() =>
        Assert.Equal(163_840, ServingShape.Of((TransformerArchitecture)ModelCatalogue.Find("llama-3-70b"), WeightFormat.Find("fp8"), NumberFormat.Fp8).CacheBytes(1));

    [Theory]
    [InlineData("llama-3-70b", 4, 0.25)]
    [InlineData("llama-3-70b", 8, 0.125)]
    [InlineData("llama-3-70b", 16, 0.125)] // eight heads of keys and values: two devices keep the same one
    [InlineData("llama-3-70b", 3, 0.375)] // three of eight heads on the fullest
    [InlineData("deepseek-v3", 8, 1)] // a latent vector cannot be split
    [InlineData("llama-2-7b", 8, 0.125)]
    public void CacheBytes_OfSplitHeads_AreRepeatedWhereThereAreTooFew(string model, int tensor, double share)
    {
        var shape = Shape(model);
        Assert.Equal(share * shape.CacheBytes(1000), shape.CacheBytes(1000, tensor), 6);
    }

    [Theory]
    [InlineData("bf16", 13_476_831_232)]
    [InlineData("int8-weight", 6_738_415_616)]
    [InlineData("q4_0", 3_824_050_862)]
    public void StoredBytes_OfLlama7B_FollowTheRealBits(string format, double bytes) => Assert.Equal(bytes, Shape("llama-2-7b", format).StoredBytes, 0);

    [Fact]
    public void StoredBytes_KeepTablesAndAttentionWide_WhereTheFormatDoes()
    {
        var gptOss = Shape("gpt-oss-120b", "mxfp4"); // the published file has 60.8 GiB
        Assert.InRange(gptOss.StoredBytes / Gib, 59, 62);
    }

    [Fact]
    public void LargestBatch_IsWhatFitsBesideTheWeights()
    {
        var setup = Setup("llama-3-70b", "H100-SXM-80GB") with { Weights = WeightFormat.Find("fp8"), Tensor = 2, Prompt = 8192, Generated = 1024 };
        var memory = ServingMemory.Of(setup);
        Assert.True(memory.Total(memory.LargestBatch) <= memory.Device);
        Assert.True(memory.Total(memory.LargestBatch + 1) > memory.Device);
    }

    [Fact]
    public void LargestBatch_OfWeightsThatDoNotFit_IsZero() => Assert.Equal(0, ServingMemory.Of(Setup("llama-3-70b", "H100-SXM-80GB")).LargestBatch);

    [Fact]
    public void Of_WeightsThatDoNotFit_SaysWhatToDo()
    {
        var error = Assert.Throws<UserInputException>(() => ServingModel.UnderLoad(Setup("llama-3-70b", "H100-SXM-80GB")));
        Assert.Equal("llama-3-70b: bf16 weights need 131.4 GiB a device, H100-SXM-80GB has 80.0 GiB; use more devices or fewer bits.", error.Message);
    }

    [Fact]
    public void Of_EncoderDecoder_IsRefused()
    {
        var error = Assert.Throws<UserInputException>(() => Shape("t5-base"));
        Assert.Equal("t5-base: serving costs of encoder-decoders are not modelled; a decoder or an encoder is.", error.Message);
    }

    private static ServingShape Shape(string model, string weights = "bf16") => ServingShape.Of((TransformerArchitecture)ModelCatalogue.Find(model), WeightFormat.Find(weights));

    private static ServingSetup Setup(string model, string device) =>
        new() { Architecture = (TransformerArchitecture)ModelCatalogue.Find(model), Hardware = HardwareCatalogue.Find(device) };
}
