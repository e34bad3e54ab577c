using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Times of matrix products by device.</summary>
internal sealed class GemmTable : ICostTable
{
    /// <summary>More than a product of matrices that fill any memory.</summary>
    private const double MostFlops = 1e21;

    /// <inheritdoc/>
    public string Name => "gemm";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Columns => ["device", "m_tokens", "n", "k", "time_ms"];

    /// <summary>Constants set on rows.</summary>
    public static MatmulConstants Fit(IReadOnlyList<Row> rows)
    {
        var start = MatmulConstants.Shipped;
        return Of(LogFit.Fit(
            [start.ComputeShare, start.BandwidthShare, start.LaunchSeconds, start.Blend, start.TileLoss],
            point => rows.Select(row => row.Seconds(Of(point)) / row.Measured)));
    }

    /// <inheritdoc/>
    public IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        var (read, skipped) = (new List<Row>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            var (product, reason) = Read(row);
            if (product is null)
            {
                skipped.Add(new SkippedRow(row.Line, reason));
            }
            else
            {
                read.Add(product);
            }
        }

        yield return new CostReport("seconds of a product, constants as shipped", [.. read.Select(row => Judge(row, MatmulConstants.Shipped))], skipped);
        if (LeftOut.Judge(read, row => row.Hardware.Name, Fit, Judge) is { Count: > 0 } judged)
        {
            yield return new CostReport("seconds of a product, constants set without the device that is judged", judged, []);
        }
    }

    private static JudgedRow Judge(Row row, MatmulConstants constants) => new(row.Hardware.Name, row.Seconds(constants), row.Measured);

    private static MatmulConstants Of(double[] point) => new(Math.Min(1, point[0]), Math.Min(1, point[1]), point[2], point[3], point[4]);

    private static (Row? Row, string Reason) Read(ModelRow row)
    {
        if (HardwareCatalogue.TryFind(row["device"]) is not { } hardware)
        {
            return (null, $"device \"{row["device"]}\" is not in the catalogue");
        }

        if (NumberFormats.Find(row["dtype"] is { Length: > 0 } type ? type : "fp16") is not { } format)
        {
            return (null, $"dtype \"{row["dtype"]}\" is not known");
        }

        foreach (var column in new[] { "m_tokens", "n", "k", "time_ms" })
        {
            if (row.Positive(column) is null)
            {
                return (null, $"{column} is no number above 0");
            }
        }

        var shape = new MatmulShape(row.Positive("m_tokens")!.Value, row.Positive("n")!.Value, row.Positive("k")!.Value);
        return shape.Flops > MostFlops ? (null, "its sizes make a product that no device finishes")
            : (new Row(hardware, shape, format, row.Positive("time_ms")!.Value / 1e3), "");
    }

    /// <summary>One measured product.</summary>
    internal sealed record Row(Hardware Hardware, MatmulShape Shape, NumberFormat Format, double Measured)
    {
        /// <summary>Seconds with constants.</summary>
        public double Seconds(MatmulConstants constants) => Matmul.Seconds(Hardware, Shape, Format, null, constants);
    }
}
