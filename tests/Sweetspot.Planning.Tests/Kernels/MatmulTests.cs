namespace Sweetspot.Planning.Tests;

/// <summary>What a product of matrices may take.</summary>
public sealed class MatmulTests
{
    private static readonly Hardware A100 = HardwareCatalogue.Find("A100");

    [Fact]
    public void Seconds_LargeProduct_IsTheShareOfPeak()
    {
        var shape = new MatmulShape(16384, 16384, 16384);

        var share = shape.Flops / Matmul.Seconds(A100, shape, NumberFormat.Bf16) / A100.PeakFlops(NumberFormat.Bf16);

        Assert.InRange(share, 0.75, 0.82);
    }

    [Fact]
    public void Seconds_OneRow_IsTheTimeToReadTheWeights()
    {
        var shape = new MatmulShape(1, 8192, 8192);

        var bandwidth = shape.Bytes(2, 2) / Matmul.Seconds(A100, shape, NumberFormat.Fp16);

        Assert.InRange(bandwidth / A100.MemoryBandwidth, 0.7, 0.867);
    }

    /// <summary>108 units have one tile each; one tile more takes a second wave.</summary>
    [Fact]
    public void Seconds_OneTileMoreThanUnits_TakesASecondWave()
    {
        var full = Matmul.Seconds(A100, new MatmulShape(128 * 9, 256 * 12, 8192), NumberFormat.Bf16);
        var more = Matmul.Seconds(A100, new MatmulShape(128 * 9, (256 * 12) + 256, 8192), NumberFormat.Bf16);

        Assert.InRange(more / full, 1.15, 2);
    }

    [Fact]
    public void Seconds_RowsWithinATile_CostTheSameComputation()
    {
        var shapes = new[] { 33, 64, 65 }.Select(rows => Matmul.Seconds(A100 with { MemoryBandwidth = 1e18 }, new MatmulShape(rows, 4096, 4096), NumberFormat.Bf16)).ToArray();

        Assert.Equal(1, shapes[0] / shapes[1], 1e-4);
        Assert.True(shapes[2] > shapes[1] * 1.2);
    }

    [Fact]
    public void Seconds_NarrowWeights_SaveReading()
    {
        var shape = new MatmulShape(1, 8192, 8192);

        var ratio = Matmul.Seconds(A100, shape, NumberFormat.Bf16) / Matmul.Seconds(A100, shape, NumberFormat.Bf16, weightBytes: 0.5);

        Assert.InRange(ratio, 1.5, 4);
    }

    [Fact]
    public void Seconds_DeviceOfWhichTheBestWasMeasured_NeverBeatsThat()
    {
        var device = HardwareCatalogue.Find("MI300X");
        var shape = new MatmulShape(16384, 16384, 16384);

        Assert.InRange(shape.Flops / Matmul.Seconds(device, shape, NumberFormat.Bf16), 5e14, device.Measured[NumberFormat.Bf16]);
    }

    [Fact]
    public void Seconds_MoreWork_NeverTakesLess()
    {
        foreach (var device in HardwareCatalogue.All)
        {
            var before = 0.0;
            for (var rows = 1; rows <= 1 << 16; rows *= 4)
            {
                var seconds = Matmul.Seconds(device, new MatmulShape(rows, 4096, 4096), NumberFormat.Bf16);
                Assert.True(seconds >= before && double.IsFinite(seconds), $"{device.Name} at {rows} rows");
                before = seconds;
            }
        }
    }

    [Fact]
    public void Time_DeviceThatSetNoConstant_IsAFormulaWithAWideInterval()
    {
        var (near, far) = (Matmul.Time(A100, new MatmulShape(64, 64, 64), NumberFormat.Fp16), Matmul.Time(HardwareCatalogue.Find("TPUv4"), new MatmulShape(64, 64, 64), NumberFormat.Bf16));

        Assert.Equal((EstimateKind.Interpolated, EstimateKind.Formula), (near.Kind, far.Kind));
        Assert.True(far.High / far.Value > near.High / near.Value);
    }
}
