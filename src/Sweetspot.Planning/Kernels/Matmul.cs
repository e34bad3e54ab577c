namespace Sweetspot.Planning;

/// <summary>How long a product of matrices takes on a device.</summary>
/// <remarks>
/// <para>
/// The output is cut into tiles; compute units take one each, in waves, so the last wave may leave units idle. A library that knows this picks the tile, and
/// cuts the depth in parts where there are too few tiles; here the fastest of three tiles and three cuts is taken. Padding to whole tiles is what makes a
/// product of 65 rows dearer than one of 64. Reading and computing overlap.
/// </para>
/// <para>
/// Weights narrower than the numbers that are multiplied are read as such, but for a few rows of them libraries have kernels of their own, without padding, that were not
/// measured here: decoding has its own curves. Devices without a stated number of compute units are taken to fill every wave. Where somebody measured the best that a device does, no share of its peak goes above that.
/// </para>
/// </remarks>
public static class Matmul
{
    /// <summary>80 % of the products of a device that set no constant lie within this of the prediction, as a share; formats and devices of other makers were not measured.</summary>
    private const double Spread = 0.13;
    private const double UnseenSpread = 0.35;
    private static readonly (double Rows, double Columns)[] Tiles = [(128, 256), (128, 128), (64, 64)];
    private static readonly double[] Cuts = [1, 2, 4];

    /// <summary>Seconds with the shipped constants.</summary>
    /// <param name="hardware">The device.</param>
    /// <param name="shape">The product.</param>
    /// <param name="format">In which it is multiplied, where the device can; otherwise in the next wider one.</param>
    /// <param name="weightBytes">Bytes of one weight in memory; null for those of <paramref name="format"/>.</param>
    public static double Seconds(Hardware hardware, MatmulShape shape, NumberFormat format, double? weightBytes = null) =>
        Seconds(hardware, shape, format, weightBytes, MatmulConstants.Shipped);

    /// <summary>The same, with its interval.</summary>
    public static Estimate Time(Hardware hardware, MatmulShape shape, NumberFormat format, double? weightBytes = null)
    {
        var isSeen = hardware.Vendor == "NVIDIA" && hardware.Kind == HardwareKind.DatacenterGpu && hardware.ComputeFormat(format) is NumberFormat.Fp16 or NumberFormat.Bf16;
        return Estimate.Within(
            Seconds(hardware, shape, format, weightBytes), isSeen ? Spread : UnseenSpread, isSeen ? EstimateKind.Interpolated : EstimateKind.Formula,
            isSeen ? "tiles, waves and bandwidth, set on fp16 products of A40, A100 and H100" : "the same curve as for NVIDIA's server GPUs in 16 bits; not measured here");
    }

    /// <summary>Seconds with constants of one's own.</summary>
    public static double Seconds(Hardware hardware, MatmulShape shape, NumberFormat format, double? weightBytes, MatmulConstants constants)
    {
        var computed = hardware.ComputeFormat(format);
        var peak = hardware.PeakFlops(computed);
        var rate = Math.Min(constants.ComputeShare, hardware.Measured.TryGetValue(computed, out var measured) ? measured / peak : 1) * peak;
        var bytes = shape.Bytes(Math.Max(1, computed.Bytes()), weightBytes ?? format.Bytes());
        var compute = ComputeSeconds(shape, rate, hardware.ComputeUnits, hardware.MemoryBandwidth, constants.TileLoss);
        return constants.LaunchSeconds + Blended(compute, bytes / (hardware.MemoryBandwidth * constants.BandwidthShare), constants.Blend);
    }

    private static double ComputeSeconds(MatmulShape shape, double rate, int? units, double bandwidth, double loss)
    {
        var best = double.PositiveInfinity;
        foreach (var (rows, columns) in Tiles)
        {
            var tiles = shape.Count * Math.Ceiling(shape.Rows / rows) * Math.Ceiling(shape.Columns / columns);
            var perSecond = rate * TileShare(rows, columns, loss) / TileShare(128, 256, loss);
            foreach (var cut in Cuts)
            {
                var waves = units is { } all ? Math.Ceiling(tiles * cut / all) * all : tiles * cut;
                var seconds = (waves * 2 * rows * columns * Math.Ceiling(shape.Depth / cut) / perSecond) + Merging(shape, cut, bandwidth);
                best = Math.Min(best, seconds);
            }
        }

        return best;
    }

    /// <summary>Parts of the depth are written as 32-bit sums and read again.</summary>
    private static double Merging(MatmulShape shape, double cut, double bandwidth) => cut == 1 ? 0 : cut * shape.Count * shape.Rows * shape.Columns * 8 / bandwidth;

    private static double TileShare(double rows, double columns, double loss)
    {
        var intensity = rows * columns / (rows + columns);
        return intensity / (intensity + loss);
    }

    /// <summary>The norm of two times, scaled so that large powers cannot underflow.</summary>
    private static double Blended(double left, double right, double power)
    {
        var (small, large) = left < right ? (left, right) : (right, left);
        return large == 0 ? 0 : large * Math.Pow(1 + Math.Pow(small / large, power), 1 / power);
    }
}
