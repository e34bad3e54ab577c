using Sweetspot.Planning;
using Sweetspot.TestKit;
using Sweetspot.Training;

namespace Sweetspot.Cli.Tests;

/// <summary>Shapes measured where models run: exported with random weights, in ONNX Runtime.</summary>
[Collection(LibtorchCollection.Name)]
public sealed class ShapeMeterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Precision.Fp32, "fp32")]
    [InlineData(Precision.Int8Dynamic, "int8-dynamic")]
    [InlineData(Precision.Int8Static, "int8-static")]
    public async Task Measure_ImageShape_TakesOnnxRuntimeAndSaysSo(Precision precision, string word)
    {
        var shape = new CnnShape { Input = new InputShape(1, 8, 8), Stages = [8], Convolutions = 1, Kernel = 3, Dense = 32, Outputs = 10 };

        var measured = await Meter(TaskKind.Classification, shape.Input, 10).MeasureAsync(shape, precision, Token);

        Assert.Equal(["file_bytes", "latency_ms", "throughput_per_s"], measured.Keys.Order(StringComparer.Ordinal));
        Assert.All(measured.Values, value => Assert.True(value.Value > 0));
        Assert.Matches($@"^ONNX Runtime \d+\.\d+\.\d+, CPU, 1 thread, {word}, batch 1, random weights; median of \d+, p95 [\d.]+ ms", measured["latency_ms"].Origin.Detail);
    }

    [Fact]
    public async Task Measure_LinearLayersInInt8_TakeAQuarterOfTheFile()
    {
        var shape = new MlpShape { Input = InputShape.Numbers(256), Hidden = [256, 256], Outputs = 10 };
        var meter = Meter(TaskKind.Classification, shape.Input, 10);

        var whole = await meter.MeasureAsync(shape, Precision.Fp32, Token);
        var small = await meter.MeasureAsync(shape, Precision.Int8Dynamic, Token);

        Assert.InRange(small["file_bytes"].Value / whole["file_bytes"].Value, 0.25, 0.3);
    }

    [Fact]
    public async Task Measure_Translation_TimesSentencesAndTokens()
    {
        var input = new InputShape(0, 1, 1) { Texts = [new TokenShape(20, 30) { Typical = 6 }, new TokenShape(15, 40) { IsAnswer = true, Typical = 5 }] };
        var shape = new EncoderDecoderShape { Input = input, Width = 8, Encoder = 1, Decoder = 1, Heads = 2, Ratio = 2, Outputs = 1 };

        var measured = await Meter(TaskKind.Translation, input, 1).MeasureAsync(shape, Precision.Fp32, Token);

        Assert.Equal(["file_bytes", "latency_ms", "throughput_per_s", "tokens_per_second"], measured.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(5, measured["tokens_per_second"].Value / measured["throughput_per_s"].Value, 6);
        Assert.Matches(@"^ONNX Runtime \d+\.\d+\.\d+, CPU, 1 thread, fp32, 1 sentence of 6 tokens, 5 written greedily, random weights; median of \d+", measured["latency_ms"].Origin.Detail);
    }

    /// <summary>A sentence of 150 steps takes longer than a tenth of the time for all runs: there are ten all the same.</summary>
    [Fact]
    public async Task Measure_LongTranslation_IsAMedianOfTenRunsOrMore()
    {
        var input = new InputShape(0, 1, 1) { Texts = [new TokenShape(150, 30) { Typical = 150 }, new TokenShape(150, 40) { IsAnswer = true, Typical = 150 }] };
        var shape = new EncoderDecoderShape { Input = input, Width = 32, Encoder = 1, Decoder = 1, Heads = 2, Ratio = 2, Outputs = 1 };

        var measured = await Meter(TaskKind.Translation, input, 1).MeasureAsync(shape, Precision.Fp32, Token);

        Assert.Matches(@"; median of \d{2,}, ", measured["latency_ms"].Origin.Detail);
        Assert.Matches(@"; median of ([5-9]|\d{2,}), ", measured["throughput_per_s"].Origin.Detail);
    }

    [Fact]
    public async Task Measure_TextsRatingsAndNumbers_TakeOnnxRuntime()
    {
        var text = InputShape.Text(20, 300);
        ModelShape[] shapes =
        [
            new NgramShape { Input = text, Width = 0, Outputs = 2 },
            new TextCnnShape { Input = text, Width = 8, Channels = 8, Outputs = 2 },
            new TextEncoderShape { Input = text, Width = 8, Depth = 1, Heads = 2, Ratio = 2, Outputs = 2 },
            new MfShape { Input = InputShape.Ids(30, 40), Factors = 4, Outputs = 1 },
        ];
        foreach (var shape in shapes)
        {
            var measured = await Meter(shape.Outputs == 1 ? TaskKind.Recommendation : TaskKind.Classification, shape.Input, shape.Outputs).MeasureAsync(shape, Precision.Fp32, Token);

            Assert.StartsWith("ONNX Runtime", measured["latency_ms"].Origin.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Measure_Ranking_IsOfTheExportedGraph()
    {
        var shape = new MfShape { Input = InputShape.Ids(30, 40), Factors = 4, Outputs = 1 };

        var measured = await Meter(TaskKind.Ranking, shape.Input, 1).MeasureAsync(shape, Precision.Fp32, Token);

        Assert.Equal(["file_bytes", "latency_ms", "throughput_per_s"], measured.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("ONNX Runtime", measured["latency_ms"].Origin.Detail, StringComparison.Ordinal);
    }

    private ShapeMeter Meter(TaskKind kind, InputShape input, int outputs) => new(
        new TrainingGate(_folder.Path, TimeProvider.System),
        new DataProfile
        {
            Name = "made up",
            Kind = kind,
            Rows = 1000,
            TestRows = 0,
            Input = input,
            Classes = kind == TaskKind.Classification ? [.. Enumerable.Range(0, outputs).Select(index => $"{index}")] : [],
            ContentHash = "",
        },
        normalizesEachImage: false);
}
