using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Metric names as people say them.</summary>
internal static class MetricText
{
    /// <summary>A short label: <c>latency</c> for <c>latency_ms</c>, <c>test accuracy</c> for <c>test_accuracy</c>.</summary>
    public static string Label(string metric) => metric switch
    {
        "latency_ms" => "latency",
        "train_seconds" => "training time (CPU)",
        "train_wall_seconds" => "training time (wall)",
        "throughput_per_s" => "throughput",
        "peak_memory_bytes" => "peak memory",
        "memory" => "training memory",
        "file_bytes" => "file size",
        "flops" => "FLOPs per example",
        "macro_f1" => "macro F1",
        "auc" => "AUC",
        "r2" => "R²",
        "r2_raw" => "R² (raw scale)",
        "rmse" => "RMSE",
        "utilization" => "utilisation",
        _ when metric.StartsWith("test_", StringComparison.Ordinal) => $"test {Label(metric["test_".Length..])}",
        _ => metric.Replace('_', ' '),
    };

    /// <summary>The metric's unit; that of <c>test_x</c> is that of <c>x</c>.</summary>
    public static string Unit(string metric) =>
        Metrics.Find(metric.StartsWith("test_", StringComparison.Ordinal) ? metric["test_".Length..] : metric)?.Unit ?? "";
}
