using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Turns the times of single runs into metrics, the same for every engine.</summary>
public static class Speed
{
    /// <summary>Examples in a run that tells the throughput.</summary>
    public const int ThroughputBatch = 256;

    /// <summary><c>latency_ms</c> and <c>throughput_per_s</c>: medians, each with the standard error of its median.</summary>
    /// <param name="engine">Engine and conditions, for the origin: <c>ONNX Runtime 1.31.1, CPU, 1 thread, fp32</c>.</param>
    /// <param name="one">Milliseconds of each run of one example.</param>
    /// <param name="many">Milliseconds of each run of <paramref name="batch"/> examples.</param>
    /// <param name="remark">What else the origin says; null: nothing.</param>
    /// <param name="batch">Examples in a run that tells the throughput.</param>
    public static ImmutableDictionary<string, Measurement> Of(string engine, double[] one, double[] many, string? remark, int batch = ThroughputBatch)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(many);
        var median = RobustStatistics.Median(many);
        var rate = batch * 1000 / median;
        return new Dictionary<string, Measurement>
        {
            [Metrics.Latency.Name] = Metrics.Latency.Measured(RobustStatistics.Median(one), Detail(engine, 1, one, remark), RobustStatistics.ErrorOfMedian(one)),
            [Metrics.Throughput.Name] = Metrics.Throughput.Measured(
                rate, Detail(engine, batch, many, remark), rate * RobustStatistics.ErrorOfMedian(many) / median),
        }.ToImmutableDictionary();
    }

    private static string Detail(string engine, int batch, double[] times, string? remark) => FormattableString.Invariant(
        $"{engine}, batch {batch}, random weights; median of {times.Length}, p95 {RobustStatistics.Quantile(times, 0.95):0.####} ms{(remark is null ? "" : $"; {remark}")}");
}
