namespace Sweetspot.Planning.Tests;

/// <summary>How fast a model answers.</summary>
public sealed class ServingTimesTests
{
    [Theory]
    [InlineData("A100-SXM-80GB", "bf16", 153)]
    [InlineData("H100-SXM-80GB", "bf16", 295)]
    [InlineData("H100-SXM-80GB", "fp8", 295)]
    public void CrossoverBatch_IsThePublishedOne(string device, string format, double batch)
    {
        var weights = WeightFormat.Find(format);
        Assert.Equal(batch, new ServingDevice(HardwareCatalogue.Find(device), weights).CrossoverBatch(weights), 0);
    }

    [Theory]
    [InlineData("int8-weight", 1, 3.305)]
    [InlineData("bf16", 8, 0.826)]
    public void WeightBytes_OverTheBandwidth_AreThePublishedIdeal(string format, int tensor, double milliseconds)
    {
        var times = Times("llama-2-7b", "A100-SXM-80GB", format, tensor);
        Assert.Equal(milliseconds, 1e3 * times.WeightBytes / HardwareCatalogue.Find("A100-SXM-80GB").MemoryBandwidth, 3);
    }

    [Theory]
    [InlineData(ServingEngine.Server, "H100-SXM-80GB")]
    [InlineData(ServingEngine.Local, "RTX 4090")]
    [InlineData(ServingEngine.Local, "Apple M2 Ultra (76-core GPU)")]
    [InlineData(ServingEngine.Local, "Ryzen 9 7940HS")]
    public void StepSeconds_AreMoreThanTheIdeal_AndGrowWithBatchAndContext(ServingEngine engine, string device)
    {
        var (shape, hardware) = (Shape("llama-3-8b", "bf16"), HardwareCatalogue.Find(device));
        var times = new ServingTimes(shape, new ServingDevice(hardware, shape.Weights), engine);
        var ideal = shape.ReadBytes / hardware.MemoryBandwidth;
        Assert.InRange(times.StepSeconds(1, 100), ideal, 2 * ideal);
        Assert.True(times.StepSeconds(8, 100) > times.StepSeconds(1, 100));
        Assert.True(times.StepSeconds(1, 8000) > times.StepSeconds(1, 100));
    }

    [Fact]
    public void StepSeconds_OfPackedWeights_AreFewerButNotInProportion()
    {
        var (wide, packed) = (Times("llama-3-8b", "RTX 4090", "fp16", 1, ServingEngine.Local), Times("llama-3-8b", "RTX 4090", "q4_0", 1, ServingEngine.Local));
        Assert.InRange(packed.StepSeconds(1, 256) / wide.StepSeconds(1, 256), 4.54 / 16, 0.6);
    }

    [Fact]
    public void StepSeconds_OfAMixture_ReadMoreExpertsWithMoreTokens()
    {
        var shape = Shape("qwen3-30b-a3b", "bf16");
        Assert.Equal(82.4 / 8, shape.ExpertBytes(16) / shape.ExpertBytes(1), 2); // 128 experts, 8 a token
    }

    [Fact]
    public void StepSeconds_OfMoreDevices_FallByLessThanTheirNumber()
    {
        var (one, eight) = (Times("llama-3-70b", "H200-SXM-141GB", "fp8", 1), Times("llama-3-70b", "H200-SXM-141GB", "fp8", 8));
        Assert.InRange(one.StepSeconds(1, 1000) / eight.StepSeconds(1, 1000), 1.5, 6);
    }

    [Fact]
    public void UnderLoad_WhereMemoryIsShort_LetsRequestsWait()
    {
        var times = Times("llama-3-70b", "H200-SXM-141GB", "fp8", 1);
        var (few, many, more) = (times.UnderLoad(8192, 1024, 8), times.UnderLoad(8192, 1024, 64), times.UnderLoad(8192, 1024, 128));
        Assert.False(few.IsLimitedByMemory);
        Assert.True(more.IsLimitedByMemory);
        Assert.Equal(many.PerToken, more.PerToken, 9); // no more run
        Assert.Equal(many.TokensPerSecond, more.TokensPerSecond, 6);
        Assert.True(more.FirstToken > 10 * few.FirstToken);
        Assert.Equal(128, more.TokensPerSecond * more.EndToEnd(1024) / 1024, 6); // Little's law
    }

    [Fact]
    public void UnderLoad_OfOneClient_IsAPromptAndThenSteps()
    {
        var times = Times("llama-3-8b", "H100-SXM-80GB", "bf16", 1);
        var load = times.UnderLoad(1024, 256, 1);
        Assert.Equal(times.StepSeconds(1, 1024 + 128), load.PerToken, 12);
        Assert.True(load.FirstToken > times.PrefillSeconds(1024));
    }

    [Fact]
    public void UnderLoad_AllocatesNothing()
    {
        var times = Times("deepseek-v3", "H200-SXM-141GB", "fp8", 8);
        var sum = times.UnderLoad(1000, 1000, 16).PerToken;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var clients = 1; clients <= 1000; clients++)
        {
            sum += times.UnderLoad(1000, 1000, clients).PerToken;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }

    [Fact]
    public void Estimates_HaveIntervalsAndSayWhatTheyRestOn()
    {
        var setup = new ServingSetup { Architecture = (TransformerArchitecture)ModelCatalogue.Find("llama-3-8b"), Hardware = HardwareCatalogue.Find("H100-SXM-80GB"), Clients = 16 };
        var (seen, other) = (ServingModel.UnderLoad(setup).PerTokenSeconds, ServingModel.UnderLoad(setup with { Hardware = HardwareCatalogue.Find("MI300X") }).PerTokenSeconds);
        Assert.True(seen.Low < seen.Value && seen.Value < seen.High);
        Assert.Equal(EstimateKind.Interpolated, seen.Kind);
        Assert.Equal(EstimateKind.Formula, other.Kind); // no measurement of that maker: a wider interval
        Assert.True(other.High / other.Value > seen.High / seen.Value);
    }

    private static ServingShape Shape(string model, string weights) => ServingShape.Of((TransformerArchitecture)ModelCatalogue.Find(model), WeightFormat.Find(weights));

    private static ServingTimes Times(string model, string device, string weights, int tensor, ServingEngine engine = ServingEngine.Server)
    {
        var shape = Shape(model, weights);
        return new ServingTimes(shape, new ServingDevice(HardwareCatalogue.Find(device), shape.Weights), engine, tensor);
    }
}
