namespace Sweetspot.Planning.Tests;

public sealed class TrainingTimeTests
{
    [Theory]
    [InlineData("A100-80", false)] // no kernels of attention but the framework's
    [InlineData("H100", true)]
    public void Of_TunedStack_HasFasterAttentionOnlyWhereDevicesHaveIt(string device, bool isFaster)
    {
        var setup = new TrainingSetup { Architecture = ModelCatalogue.Find("llama-2-7b"), Hardware = HardwareCatalogue.Find(device), MicroBatch = 1, GlobalBatch = 1, Context = 8192, Kernels = KernelStack.Tuned };

        var (tuned, compiled) = (TrainingTimeModel.Of(setup), TrainingTimeModel.Of(setup with { Kernels = KernelStack.Compiled }));

        Assert.Equal(isFaster, tuned.SecondsCompute < 0.99 * compiled.SecondsCompute);
    }

    [Theory]
    [InlineData(0, 8)] // each device updates all the experts that it holds
    [InlineData(1, 1)] // as many as lie with the others, whether in eighths or in replicas of all
    public void Of_ExpertsSpread_UpdatesAsManyAsADeviceHasStateOf(int zero, double fewer)
    {
        var setup = new TrainingSetup { Architecture = ModelCatalogue.Find("mixtral-8x7b"), Hardware = HardwareCatalogue.Find("H100"), MicroBatch = 1, GlobalBatch = 64, Context = 2048 };

        var (all, spread) = (Update(1), Update(8));

        Assert.Equal(all, fewer * spread, 1e-9 * all);

        double Update(int expert) // seconds of the experts' own
        {
            var terms = TrainingTimeModel.TermsOf(setup with { Parallelism = new Parallelism { Data = 64, Expert = expert } }) with { MemoryBound = 0 };
            var plan = new TrainingPlan(1, 1, 64, zero, 1, OptimizerKind.AdamMixed);
            return TrainingTimeModel.Of(terms, plan).SecondsMemoryBound - TrainingTimeModel.Of(terms with { Sizes = terms.Sizes with { ExpertParameters = 0 } }, plan).SecondsMemoryBound;
        }
    }

    [Fact]
    public void NanoGpt_HundredSequencesIn755Milliseconds_Are37Percent()
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("gpt2");

        var flops = model.TrainingFlops(1024, isCausal: false);

        Assert.Equal(874_944_921_600, 1024 * flops, 1.0); // biases and norms do not count, so it is that of the model without biases
        Assert.Equal(0.3714, Utilization.Of(100 * 1024 / 0.755, flops, 1, 312e12), 0.00005);
    }

    [Fact]
    public void Palm_238300TokensASecond_Are46Percent()
    {
        var products = Utilization.Of(238_300, 6 * 540.35e9, 6144, 275e12);
        var attention = Utilization.Of(238_300, 12.0 * 118 * 48 * 256 * 2048, 6144, 275e12);

        Assert.Equal(0.4573, products, 0.00005);
        Assert.Equal(0.0050, attention, 0.00005);
        Assert.Equal(0.462, products + attention, 0.0005);
    }

    [Fact]
    public void Megatron1700Million_FullRecomputation_CountsTheFlopsOfThePaper()
    {
        var setup = Setup(Gpt(24, 2304, 24, 51200), 2048) with { GlobalBatch = 512, MicroBatch = 512, Recompute = Recompute.Full };

        var flops = TrainingTimeModel.TermsOf(setup).HardwareFlops;

        Assert.Equal(1.5467e16, flops, 5e11);
        Assert.Equal(3.528, flops / (32 * 137e12), 0.0005);
        Assert.Equal(96.0 * 512 * 2048 * 24 * 2304 * 2304 * (1 + (2048.0 / (6 * 2304)) + (51200.0 / (16 * 24 * 2304))), flops, 1e-9 * flops);
    }

    [Fact]
    public void Llama2_TwoTrillionTokensAt45Percent_TakesTheHoursOfItsCard()
    {
        var model = ModelCatalogue.Find("llama-2-7b");
        var flops = (6.0 * model.Parameters.Total) + (12.0 * 32 * 4096 * 4096);

        Assert.Equal(185_474, Utilization.DeviceHours(0.45, 2e12, flops, 312e12), 0.5); // the card says 184,320
    }

    [Theory]
    [InlineData(8, 1, 64, 0.1094, 0.0986)]
    [InlineData(8, 3, 64, 0.0365, 0.0352)]
    public void Bubble_OfAPipeline_IsThatOfThePaper(int stages, int chunks, int batches, double ofIdeal, double ofTotal)
    {
        var bubble = TrainingTimeModel.Bubble(stages, chunks, batches);

        Assert.Equal(ofIdeal, bubble, 0.00005);
        Assert.Equal(ofTotal, bubble / (1 + bubble), 0.00005);
    }

    [Theory]
    [InlineData(6, 512, 50_257, 1.02)]
    [InlineData(44, 6144, 51_200, 0.012)]
    public void Vocabulary_OfSmallModels_IsNotLeftOut(int layers, int width, int vocabulary, double share)
    {
        var (with, without) = (Gpt(layers, width, 8, vocabulary), Gpt(layers, width, 8, 0));

        var head = with.TrainingFlops(1) - without.TrainingFlops(1);

        Assert.Equal(share, head / (96.0 * layers * width * width), 0.01 * Math.Max(1, share)); // V / (16 L h) of four passes over the layers
    }

    [Theory]
    [InlineData(1024, 192, 1.89)]
    [InlineData(197, 768, 1.04)]
    public void Attention_OfNarrowModels_IsNotLeftOut(int tokens, int width, double factor)
    {
        var model = Gpt(12, width, 3, 0);

        Assert.Equal(factor, model.ForwardFlops(tokens, isCausal: false) / (2 * model.Parameters.Matmul), 0.005);
    }

    [Fact]
    public void Step_OfAPipeline_HasTheBubbleOfItsFormula()
    {
        var setup = Setup(Gpt(32, 4096, 32, 51200), 2048) with { GlobalBatch = 64, Parallelism = new() { Pipeline = 8 } };
        var (plain, interleaved) = (TrainingTimeModel.Of(setup), TrainingTimeModel.Of(setup with { Parallelism = new() { Pipeline = 8, VirtualStages = 4 } }));

        Assert.True(plain.SecondsPipelineBubble > 2 * interleaved.SecondsPipelineBubble);
        Assert.InRange(plain.SecondsPipelineBubble / (plain.Total - plain.SecondsPipelineBubble), 0.09, 0.115); // 7/64, less what the optimizer and waiting take
    }

    [Fact]
    public void Step_Parts_AreItsTotalAndItsUtilization()
    {
        var setup = Setup(ModelCatalogue.Find("llama-3-8b"), 8192) with { GlobalBatch = 128, Parallelism = new() { Data = 64, ZeroStage = 3 }, Recompute = Recompute.Full };

        var step = TrainingTimeModel.Of(setup);

        Assert.Equal(128 * 8192 / step.Total, step.UnitsPerSecond.Value, 1e-6 * step.UnitsPerSecond.Value);
        Assert.Equal(Utilization.Of(step.UnitsPerSecond.Value, setup.Architecture.TrainingFlops(8192, isCausal: false), 64, 312e12), step.ModelFlopsUtilization, 1e-9);
        Assert.InRange(step.HardwareFlopsUtilization / step.ModelFlopsUtilization, 1.25, 4.0 / 3);
        Assert.InRange(step.ModelFlopsUtilization, 0.3, 0.65);
        Assert.True(step.UnitsPerSecond.Low < step.UnitsPerSecond.Value && step.UnitsPerSecond.Value < step.UnitsPerSecond.High);
    }

    [Theory]
    [InlineData("a newer device", "H100-SXM-80GB", NumberFormat.Bf16, KernelStack.Tuned, 1, 1)]
    [InlineData("eight bits", "H100-SXM-80GB", NumberFormat.Fp8, KernelStack.Tuned, 1, 1)]
    public void Step_WithMore_IsFaster(string why, string device, NumberFormat format, KernelStack kernels, int tensor, int data)
    {
        var setup = Setup(ModelCatalogue.Find("llama-3-8b"), 4096);
        var better = setup with { Hardware = HardwareCatalogue.Find(device), Format = format, Kernels = kernels, Parallelism = new() { Tensor = tensor, Data = data } };

        Assert.True(TrainingTimeModel.Of(better).Total < TrainingTimeModel.Of(setup).Total, why);
        Assert.True(TrainingTimeModel.Of(setup).Total < TrainingTimeModel.Of(setup with { Kernels = KernelStack.Eager }).Total);
    }

    [Fact]
    public void TensorParallel_OverTwoNodes_CostsMoreExchangeThanWithinOne()
    {
        var setup = Setup(ModelCatalogue.Find("llama-3-70b"), 4096);

        var (inside, across) = (TrainingTimeModel.Of(setup with { Parallelism = new() { Tensor = 8 } }), TrainingTimeModel.Of(setup with { Parallelism = new() { Tensor = 16 } }));

        Assert.True(across.SecondsTensorParallel > inside.SecondsTensorParallel);
    }

    [Fact]
    public void Plan_EvaluatedFromTerms_AllocatesNothing()
    {
        var setup = Setup(ModelCatalogue.Find("llama-3-8b"), 4096);
        var (sizes, times) = (TrainingMemoryModel.TermsOf(setup), TrainingTimeModel.TermsOf(setup));
        var plan = new TrainingPlan(4, 2, 8, 1, 16, OptimizerKind.AdamMixed);
        var sum = TrainingMemoryModel.Of(sizes, plan).Total + TrainingTimeModel.Of(times, plan).Total;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var data = 1; data <= 1000; data++)
        {
            var other = plan with { Data = data };
            sum += TrainingMemoryModel.Of(sizes, other).Total + TrainingTimeModel.Of(times, other).Total;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));
    }

    [Theory]
    [InlineData("bert-large-uncased")]
    [InlineData("t5-base")]
    [InlineData("vit-b-16")]
    [InlineData("resnet-50")]
    [InlineData("efficientnet-b0")]
    [InlineData("swin-t")]
    [InlineData("mixtral-8x7b")]
    [InlineData("deepseek-v3")]
    [InlineData("gpt-oss-20b")]
    public void Step_OfEveryKind_IsBelowPeak(string name)
    {
        var step = TrainingTimeModel.Of(Setup(ModelCatalogue.Find(name), 512) with { MicroBatch = 16, GlobalBatch = 16 });

        Assert.InRange(step.ModelFlopsUtilization, 0.005, 0.75);
    }

    [Fact]
    public void Step_OfTables_CostsWhatABatchTouchesNotAllRows()
    {
        var small = new RecommenderArchitecture { Name = "small", Rows = 1_000_000, Size = 16, Fields = 20, Hidden = [64, 64] };
        var (few, many) = (TrainingTimeModel.Of(Setup(small, 1)), TrainingTimeModel.Of(Setup(small with { Rows = 100_000_000 }, 1)));

        Assert.Equal(few.Total, many.Total, 1e-12);
        Assert.True(few.Total > 0);
    }

    private static TrainingSetup Setup(Architecture model, long context) =>
        new() { Architecture = model, Hardware = HardwareCatalogue.Find("A100-SXM-80GB"), MicroBatch = 1, GlobalBatch = 1, Context = context };

    private static TransformerArchitecture Gpt(int layers, int width, int heads, int vocabulary) => new()
    {
        Name = "gpt",
        Width = width,
        Vocabulary = vocabulary,
        IsTied = true,
        HasHead = vocabulary > 0,
        Norm = NormShape.Layer,
        Decoder =
        [
            new LayerShape
            {
                Layers = layers,
                Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = width / heads },
                FeedForward = new FeedForwardShape(4 * width, false, false),
                Norm = NormShape.Layer,
            },
        ],
    };
}
