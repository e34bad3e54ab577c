namespace Sweetspot.Planning.Tests;

public sealed class TrainingMemoryTests
{
    private const double GiB = 1L << 30;

    [Theory]
    [InlineData(48, 6144, 64, 8, 1, 1, 4, 45.5625, 59.25, 9.5625)] // 22B
    [InlineData(96, 12288, 96, 8, 8, 3, 1, 45.5625, double.NaN, 12.3515625)] // 175B
    [InlineData(105, 20480, 128, 8, 35, 3, 1, double.NaN, 114.0234375, 23.076171875)] // 530B
    [InlineData(128, 25600, 160, 8, 64, 1, 1, 32.958984375, double.NaN, 26.5625)] // 1T
    public void Megatron_PublishedShapes_GiveTheGiBOfThePaper(
        int layers, int width, int heads, int tensor, int pipeline, int chunks, int micro, double state, double none, double selective)
    {
        var setup = new TrainingSetup
        {
            Architecture = Bare(layers, width, heads),
            Hardware = Device,
            Parallelism = new() { Tensor = tensor, Pipeline = pipeline, VirtualStages = chunks },
            Optimizer = OptimizerKind.AdamMixedFp32Gradients,
            MicroBatch = micro,
            GlobalBatch = micro * 512,
            Context = 2048,
            FlashAttention = false,
            Dropout = true,
        };

        var whole = TrainingMemoryModel.Of(setup);
        var split = TrainingMemoryModel.Of(setup with { Recompute = Recompute.Selective, Parallelism = setup.Parallelism with { SequenceParallel = true } });

        AssertIfPublished(state, whole.State / GiB);
        AssertIfPublished(none, whole.Activations / GiB);
        AssertIfPublished(selective, split.Activations / GiB);
    }

    [Theory]
    [InlineData("none", 100)]
    [InlineData("selective and sequence", 16.18)]
    [InlineData("sequence", 66.84)]
    [InlineData("full", 7.64)]
    public void Megatron22B_EachWayToSave_LeavesTheShareOfTheFigure(string way, double percent)
    {
        var setup = new TrainingSetup
        {
            Architecture = Bare(48, 6144, 64),
            Hardware = Device,
            Parallelism = new() { Tensor = 8, SequenceParallel = way.Contains("sequence", StringComparison.Ordinal) },
            MicroBatch = 4,
            GlobalBatch = 4,
            Context = 2048,
            FlashAttention = false,
            Dropout = true,
            Recompute = way switch { "full" => Recompute.Full, "none" or "sequence" => Recompute.None, _ => Recompute.Selective },
        };

        var share = 100 * TrainingMemoryModel.Of(setup).Activations
            / TrainingMemoryModel.Of(setup with { Recompute = Recompute.None, Parallelism = new() { Tensor = 8 } }).Activations;

        Assert.Equal(percent, share, percent * 0.01); // read from a figure
    }

    [Theory]
    [InlineData(0, 120)]
    [InlineData(1, 31.4)]
    [InlineData(2, 16.6)]
    [InlineData(3, 1.875)]
    public void Zero_StateOf7500MillionOn64Devices_IsThatOfThePaper(int stage, double gigabytes) =>
        Assert.Equal(gigabytes, 7.5 * OptimizerBytes.Of(OptimizerKind.AdamMixed).Shared(stage, 64).Total, 0.05);

    [Theory]
    [InlineData(OptimizerKind.AdamMixed, 16, 100.4)]
    [InlineData(OptimizerKind.AdamMixedFp32Gradients, 18, 113.0)]
    [InlineData(OptimizerKind.AdamFp32, 16, 100.4)]
    [InlineData(OptimizerKind.SgdFp32, 8, 50.2)]
    public void State_OfLlama2_IsItemisedByOptimizer(OptimizerKind optimizer, double bytes, double gib)
    {
        var setup = Llama("llama-2-7b", 4096) with { Optimizer = optimizer };

        var state = TrainingMemoryModel.Of(setup).State;

        Assert.Equal(bytes * setup.Architecture.Parameters.Total, state);
        Assert.Equal(gib, state / GiB, 0.05);
    }

    [Fact]
    public void Llama3_FullRecomputation_KeepsTwoGiBOfInputsAndFourBytesALogit()
    {
        var parts = TrainingMemoryModel.Of(Llama("llama-3-8b", 8192) with { Recompute = Recompute.Full });

        Assert.Equal(2.0, parts.Activations / GiB);
        Assert.Equal(3.91, parts.Logits * 4 / 6 / GiB, 0.005); // 32-bit logits; the rest is their 16-bit copy
        Assert.True(parts.Buffers > 0); // one layer is worked out again
    }

    [Theory]
    [InlineData("smollm2-360m", 24)]
    [InlineData("llama-3-8b", 28)]
    [InlineData("mistral-7b", 28)]
    [InlineData("qwen3-4b", 38)]
    [InlineData("gemma-2b", 48)] // its norm keeps one more 32-bit tensor than others
    public void SavedTensors_OperatorsOneByOne_AreThoseMeasured(string model, double hiddenStates)
    {
        var setup = Llama(model, 1024) with { Kernels = KernelStack.Eager };
        var architecture = (TransformerArchitecture)setup.Architecture;

        var perLayer = TrainingMemoryModel.Of(setup).Activations / architecture.Decoder.Sum(block => block.Layers) / (2.0 * 1024 * architecture.Width);

        Assert.Equal(hiddenStates, perLayer, 0.045 * hiddenStates);
    }

    [Fact]
    public void Zero_UnderTensorAndPipeline_SharesByDataAlone()
    {
        var setup = Llama("llama-3-70b", 4096) with { Parallelism = new() { Tensor = 8, Pipeline = 4, Data = 4, ZeroStage = 1 }, GlobalBatch = 64 };
        var unshared = TrainingMemoryModel.Of(setup with { Parallelism = setup.Parallelism with { ZeroStage = 0 } });

        var shared = TrainingMemoryModel.Of(setup);

        Assert.Equal(unshared.Optimizer / 4, shared.Optimizer, 1e-6 * shared.Optimizer);
        Assert.Equal(unshared.Weights, shared.Weights);
        Assert.Equal(unshared.Gradients, shared.Gradients);
    }

    [Fact]
    public void Experts_UnderExpertParallelism_SplitWeightsButNotTheirActivations()
    {
        var setup = Llama("mixtral-8x7b", 4096) with { Parallelism = new() { Data = 8 }, GlobalBatch = 8 };
        var expert = setup with { Parallelism = new() { Data = 8, Expert = 8 } };
        var (whole, split) = (TrainingMemoryModel.Of(setup), TrainingMemoryModel.Of(expert));

        var experts = 32.0 * 8 * 3 * 4096 * 14336;

        Assert.Equal(2 * experts * 7 / 8, whole.Weights - split.Weights, 1.0);
        Assert.Equal(whole.Activations, split.Activations);
    }

    [Theory]
    [InlineData(8, false)] // each device has experts that no other has
    [InlineData(16, true)]
    public void Experts_UnderZero3_AreGatheredOnlyWhereAnotherDeviceHoldsThemToo(int data, bool isGathered)
    {
        var setup = Llama("mixtral-8x7b", 4096) with { Parallelism = new() { Data = data, Expert = 8, ZeroStage = 3 }, GlobalBatch = data };
        const double Attention = (4096 * 4096 * 2) + (4096 * 1024 * 2);
        const double Expert = 3.0 * 4096 * 14336;
        const double Ends = (2 * 32000.0 * 4096) + 4096;
        var layer = Attention + (4096 * 8) + (2 * 4096) + (isGathered ? Expert : 0); // the router and two norms; one expert of eight

        var buffers = TrainingMemoryModel.Of(setup).Buffers;

        Assert.Equal((2 * ((2 * layer) + Ends)) + (2 * layer), buffers, 1.0);
    }

    [Fact]
    public void Context_SharedByDevices_DividesActivationsAndGathersKeysOfOneLayer()
    {
        var setup = Llama("llama-3-8b", 131072);
        var shared = setup with { Parallelism = new() { Context = 8 } };

        var (whole, part) = (TrainingMemoryModel.Of(setup), TrainingMemoryModel.Of(shared));

        Assert.Equal(whole.Activations / 8, part.Activations, 1.0);
        Assert.Equal(whole.Logits / 8, part.Logits, 1.0);
        Assert.Equal(2.0 * 131072 * (2 * 8 * 128) * 2, part.Buffers - whole.Buffers, 1.0); // 8 heads of 128, keys and values in 16 bits, and their gradients
    }

    [Fact]
    public void Experts_SharedByZero_AreSharedOnlyByDevicesWithTheSameExperts()
    {
        var setup = Llama("mixtral-8x7b", 4096) with { Parallelism = new() { Data = 8, Expert = 8, ZeroStage = 1 }, GlobalBatch = 8 };

        var parts = TrainingMemoryModel.Of(setup);

        var experts = 32.0 * 3 * 4096 * 14336; // one of eight in each layer
        var dense = setup.Architecture.Parameters.Total - (8 * experts);
        Assert.Equal(12 * (experts + (dense / 8)), parts.Optimizer, 1e-6 * parts.Optimizer);
    }

    [Fact]
    public void Pipeline_TiedTable_IsHeldByBothEndsAndTheFullerIsReported()
    {
        var setup = Llama("gpt2", 1024) with { Parallelism = new() { Pipeline = 4 }, GlobalBatch = 64, MicroBatch = 8 };

        var parts = TrainingMemoryModel.Of(setup);

        Assert.True(parts.Logits > 0); // the last stage: 50,257 logits a token outweigh four micro-batches of three layers
        Assert.Equal(2 * ((3 * 7_087_872.0) + (50_257 * 768) + 1536), parts.Weights);
    }

    [Fact]
    public void GroupedQueries_MoreDevicesThanHeads_KeepOneHeadOfKeysEach()
    {
        var (four, eight) = (LayerOf(4), LayerOf(8));

        // Queries, attention's output and the feed-forward part halve from four to eight devices; keys and values (2 heads of 64) do not.
        var kept = 2 * 2 * 64.0;
        var whole = 2 * 4 * 512.0;
        Assert.Equal((four - whole - kept) / 2, eight - whole - kept, 1e-9);
    }

    [Fact]
    public void Recommender_Tables_KeepMomentsOfAllRowsAndGradientsOfThoseTouched()
    {
        var model = new RecommenderArchitecture { Name = "wide", Rows = 1_000_000, Size = 16, Fields = 20, Hidden = [64] };
        var setup = new TrainingSetup { Architecture = model, Hardware = Device, Format = NumberFormat.Fp32, Optimizer = OptimizerKind.AdamFp32, MicroBatch = 100, GlobalBatch = 100 };
        var network = (20 * 16 * 64) + 64 + 64 + 1;

        var (dense, rowwise) = (TrainingMemoryModel.Of(setup), TrainingMemoryModel.Of(setup with { Optimizer = OptimizerKind.RowwiseAdagrad }));

        Assert.Equal(4.0 * (16_000_000 + network), dense.Weights);
        Assert.Equal(4.0 * ((100 * 20 * 16) + network), dense.Gradients);
        Assert.Equal(8.0 * (16_000_000 + network), dense.Optimizer);
        Assert.Equal((4.0 * 1_000_000) + (8.0 * network), rowwise.Optimizer);
    }

    [Fact]
    public void Resnet50_Maps_AreCountedLayerByLayer()
    {
        var model = (ConvolutionalArchitecture)ModelCatalogue.Find("resnet-50");

        Assert.Equal(model.ForwardFlops(1), 2 * model.Products.Sum(product => product.MultiplyAdds));
        Assert.Equal(11_113_984 + 1000, model.Products.Sum(product => product.Outputs)); // conv maps of ResNet-50 at 224, the figure that timm prints as activations
    }

    [Theory]
    [InlineData("resnet-18")]
    [InlineData("mobilenet-v2")]
    [InlineData("efficientnet-b3")]
    [InlineData("convnext-t")]
    [InlineData("swin-t")]
    public void ImageNetworks_Products_AreTheirMultiplyAdds(string name)
    {
        var model = (ConvolutionalArchitecture)ModelCatalogue.Find(name);

        Assert.Equal(model.ForwardFlops(1), 2 * model.Products.Sum(product => product.MultiplyAdds), 1e-9 * model.ForwardFlops(1));
    }

    [Fact]
    public void Image_SplitByTensor_SaysWhatToUse()
    {
        var setup = new TrainingSetup { Architecture = ModelCatalogue.Find("resnet-50"), Hardware = Device, MicroBatch = 8, GlobalBatch = 8, Parallelism = new() { Tensor = 2 } };

        var problem = Assert.Throws<ArgumentException>(() => TrainingMemoryModel.Of(setup));

        Assert.StartsWith("resnet-50: only transformers are split by tensor, pipeline, context or expert parallelism here; use data parallelism.", problem.Message, StringComparison.Ordinal);
    }

    private static Hardware Device { get; } = HardwareCatalogue.Find("A100-SXM-80GB");

    private static TrainingSetup Llama(string model, long context) =>
        new() { Architecture = ModelCatalogue.Find(model), Hardware = Device, MicroBatch = 1, GlobalBatch = 1, Context = context };

    private static double LayerOf(int tensor)
    {
        var layer = new LayerShape
        {
            Layers = 1,
            Attention = new AttentionShape { Heads = 8, KeyValueHeads = 1, HeadSize = 64 },
            FeedForward = new FeedForwardShape(2048, false, false),
            Norm = NormShape.Scale,
        };
        var model = new TransformerArchitecture { Name = "layer", Width = 512, Vocabulary = 1, HasHead = false, Decoder = [layer], Norm = NormShape.Scale };
        return TrainingMemoryModel.Of(new TrainingSetup { Architecture = model, Hardware = Device, MicroBatch = 1, GlobalBatch = 1, Context = 1, Parallelism = new() { Tensor = tensor } }).Activations;
    }

    /// <summary>Megatron's layers as its memory formulas count them: 12 · width² parameters each, no biases, norms or tables.</summary>
    private static TransformerArchitecture Bare(int layers, int width, int heads) => new()
    {
        Name = "megatron",
        Width = width,
        Vocabulary = 0,
        HasHead = false,
        OuterNorms = 0,
        Norm = new NormShape(false, false),
        Decoder =
        [
            new LayerShape
            {
                Layers = layers,
                Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = width / heads },
                FeedForward = new FeedForwardShape(4 * width, false, false),
                Norm = new NormShape(false, false),
            },
        ],
    };

    private static void AssertIfPublished(double expected, double actual)
    {
        if (!double.IsNaN(expected))
        {
            Assert.Equal(expected, actual, 1e-12 * expected);
        }
    }
}
