using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Export.Tests;

public sealed class OnnxMeterTests : IDisposable
{
    private static readonly Dictionary<string, int> s_none = [];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Flops_OwnMlp_AreThoseOfItsProducts()
    {
        var meter = new OnnxMeter(Write(OnnxWriter.Write(Models.Mlp(4, [8], 3))), s_none);

        var one = meter.Flops(1).ToDictionary(cost => cost.Operator);
        var many = meter.Flops(32).ToDictionary(cost => cost.Operator);

        Assert.Equal((2, 2 * ((4 * 8) + (8 * 3))), (one["Gemm"].Count, one["Gemm"].Flops));
        Assert.Equal(8, one["Relu"].Flops);
        Assert.Equal(5 * 3, one["Softmax"].Flops);
        Assert.All(one.Keys, name => Assert.Equal(32 * one[name].Flops, many[name].Flops));
        Assert.Equal((4 * 8) + 8 + (8 * 3) + 3, meter.Parameters);
        Assert.True(meter.HasBatch);
    }

    [Fact]
    public void Flops_OwnCnn_CountsConvolutionAndNormalisation()
    {
        var meter = new OnnxMeter(Write(OnnxWriter.Write(Models.Cnn(6, 2))), s_none);

        var flops = meter.Flops(1).ToDictionary(cost => cost.Operator, cost => cost.Flops);

        Assert.Equal(2 * (2 * 6 * 6) * 9, flops["Conv"]);
        Assert.Equal(4 * 2 * 3 * 3, flops["MaxPool"]);
        Assert.Equal(36, flops["Sub"]);
        Assert.Equal((2 * 9) + 2 + (2 * 18) + 2, meter.Parameters); // batch normalisation is folded: one bias a channel
    }

    [Fact]
    public void Flops_Attention_GrowWithTheSquareOfTheSequence()
    {
        var file = OnnxFile.Read(HandMade.Write(_folder.Path, HandMade.Attention()));
        var meter = new OnnxMeter(file, new Dictionary<string, int> { ["sequence"] = 5 });

        var flops = meter.Flops(3).ToDictionary(cost => cost.Operator, cost => cost.Flops);

        Assert.Equal(3 * ((2 * 2 * 5 * 5 * 8) + (2 * 5 * 8 * 10)), flops["MatMul"]); // scores and mixing, then 8 → 10
        Assert.Equal(3 * 5 * 5 * 5, flops["Softmax"]);
        Assert.Equal(3 * 7 * 5 * 8, flops["LayerNormalization"]);
        Assert.Equal(0, flops["Gather"]);
        Assert.Equal(80 + 8 + 8, meter.Parameters); // the shared table once
        Assert.Empty(meter.Notes);
    }

    [Fact]
    public void Meter_OpenDimensionNotGiven_SaysWhatWasTaken()
    {
        var meter = new OnnxMeter(OnnxFile.Read(HandMade.Write(_folder.Path, HandMade.Attention())), s_none);

        Assert.Equal(["The dimension \"sequence\" is open; 32 was taken. Choose with --dim sequence=N."], meter.Notes);
    }

    [Fact]
    public void Meter_UnknownDimension_NamesThoseThatThereAre()
    {
        var file = OnnxFile.Read(HandMade.Write(_folder.Path, HandMade.Attention()));

        var exception = Assert.Throws<UserInputException>(() => new OnnxMeter(file, new Dictionary<string, int> { ["seq"] = 5 }));

        Assert.Equal($"--dim: {file.Path} has no dimension \"seq\"; it has batch, sequence.", exception.Message);
    }

    [Fact]
    public void Flops_FixedBatchAndUnknownOperator_AreOfThatBatchAndNull()
    {
        var meter = new OnnxMeter(OnnxFile.Read(HandMade.Write(_folder.Path, HandMade.Convolutions())), s_none);

        var flops = meter.Flops(32).ToDictionary(cost => cost.Operator, cost => cost.Flops);

        Assert.False(meter.HasBatch);
        Assert.Equal(2, meter.FixedBatch);
        Assert.Equal(2 * (2 * 6 * 8 * 8) * 2 * 9, flops["Conv"]);
        Assert.Equal(2 * 6 * 4 * 4, flops["GlobalAveragePool"]);
        Assert.Null(flops["Einsum"]);
        Assert.Equal(6 * 2 * 9, meter.Parameters);
    }

    [Fact]
    public async Task Measure_OwnMlp_TimesManyRunsAloneInTheRoom()
    {
        var meter = new OnnxMeter(Write(OnnxWriter.Write(Models.Mlp(64, [32], 10))), s_none);
        var entered = 0;
        var room = new MeasuringRoom(
            _ =>
            {
                entered++;
                return Task.FromResult<IDisposable>(new MemoryStream());
            },
            () => 3);

        var runs = await meter.MeasureAsync([(4, 1), (1, 1)], room, TestContext.Current.CancellationToken);

        var run = runs[0];
        Assert.Equal([4, 1], runs.Select(one => one.Batch));
        Assert.Equal(1, entered);
        Assert.Equal(3, run.OthersRunning);
        Assert.InRange(run.Latency.Runs, 20, 10_000);
        Assert.True(run.Latency.Median > 0 && run.Latency.Median <= run.Latency.P95 && run.Latency.P95 <= run.Latency.P99);
        Assert.Equal(4000 / run.Latency.Median, run.Throughput, 6);
        Assert.Equal(4 * 2 * ((64 * 32) + (32 * 10)), run.Flops - (4 * (32 + 50)));
        Assert.Equal(4.0 * ((64 * 32) + 32 + (32 * 10) + 10 + (4 * (64 + 10 + 10))), run.Bytes);
    }

    [Fact]
    public void LatencyOf_RoundsThatDiffer_HasAnErrorOfTheirDifference()
    {
        double[] slow = [.. Enumerable.Range(0, 1000).Select(run => 10 + (0.01 * (run % 3)))];
        double[] fast = [.. slow.Select(milliseconds => milliseconds / 2)];

        var steady = Latency.Of([slow, slow]);
        var unsteady = Latency.Of([slow, fast, slow, fast, slow]);

        Assert.InRange(steady.StandardError, 1e-5, 0.001);
        Assert.Equal(10.01, unsteady.Median, 0.02);
        Assert.Equal(5.005 * Math.Sqrt(0.3 / 5), unsteady.StandardError, 0.01); // 0.3: the variance of 1, 0, 1, 0, 1
        Assert.Equal(5000, unsteady.Runs);
    }

    [Theory]
    [InlineData(100, 50, false, 50, 0.5)] // 2 FLOP a byte, roof 2 × 25
    [InlineData(1000, 50, true, 100, 2.5)]
    public void Roofline_BelowOrAboveTheRidge_TakesTheLowerRoof(double flops, double bytes, bool compute, double roof, double share)
    {
        var roofline = new Roofline(100, 25, flops, bytes, 4);

        Assert.Equal((compute, roof), (roofline.IsComputeBound, roofline.RoofFlopsPerSecond));
        Assert.Equal(share, roofline.Share!.Value, 12);
    }

    private OnnxFile Write(byte[] model)
    {
        var path = Path.Combine(_folder.Path, "own.onnx");
        File.WriteAllBytes(path, model);
        return OnnxFile.Read(path);
    }

    [Fact]
    public void Roofline_NoFlopsCounted_HasNoShare() => Assert.Null(new Roofline(100, 25, 0, 8, 4).Share);
}
