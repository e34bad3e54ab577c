using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>One measured throughput of images.</summary>
internal sealed record VisionTarget(string Model, Hardware Hardware, NumberFormat Format, double Batch, VisionShape Shape, double ImagesPerSecond)
{
    public const string Title = "images a second";

    private static readonly Term<VisionConstants>[] Terms =
    [
        new("GpuCompute", 0.7, c => c.GpuCompute, (c, v) => c with { GpuCompute = Math.Min(1, v) }),
        new("GpuGrouped", 0.1, c => c.GpuGrouped, (c, v) => c with { GpuGrouped = Math.Min(1, v) }),
        new("GpuBandwidth", 0.8, c => c.GpuBandwidth, (c, v) => c with { GpuBandwidth = Math.Min(1, v) }),
        new("GpuPasses", 1, c => c.GpuPasses, (c, v) => c with { GpuPasses = v }),
        new("LaunchSeconds", 30e-6, c => c.LaunchSeconds, (c, v) => c with { LaunchSeconds = v }),
        new("CpuCompute", 0.4, c => c.CpuCompute, (c, v) => c with { CpuCompute = v }),
        new("CpuGrouped", 0.05, c => c.CpuGrouped, (c, v) => c with { CpuGrouped = v }),
        new("CpuBandwidth", 1, c => c.CpuBandwidth, (c, v) => c with { CpuBandwidth = v }),
        new("CpuPasses", 0.5, c => c.CpuPasses, (c, v) => c with { CpuPasses = v }),
        new("CallSeconds", 50e-6, c => c.CallSeconds, (c, v) => c with { CallSeconds = v }),
    ];

    /// <summary>The row taken apart, or why it cannot be.</summary>
    public static (VisionTarget? Target, string? Reason) Of(ModelRow row)
    {
        if (HardwareCatalogue.TryFind(row["hardware"]) is not { } hardware)
        {
            return (null, $"device \"{row["hardware"]}\" is not in the catalogue");
        }

        var model = InferenceModels.Find(row["model"]);
        if (model is not (VitArchitecture or ConvolutionalArchitecture))
        {
            return (null, $"model \"{row["model"]}\" is no network of images that is known here");
        }

        NumberFormat? format = row["weight_precision"] switch { "amp_fp16" or "fp16" => NumberFormat.Fp16, "amp_bf16" or "bf16" => NumberFormat.Bf16, "fp32" => NumberFormat.Fp32, _ => null };
        return format is null ? (null, $"numbers \"{row["weight_precision"]}\" are not known")
            : !double.TryParse(row["images_per_s"], CultureInfo.InvariantCulture, out var seen) || seen <= 0 ? (null, "no images a second")
            : (new VisionTarget(model!.Name, hardware, format.Value, Math.Max(1, row.Whole("batch_or_concurrency")), VisionShape.Of(model!), seen), null);
    }

    /// <summary>Constants set on rows.</summary>
    public static VisionConstants Fit(IReadOnlyList<VisionTarget> rows) =>
        TermFit.Fit(VisionConstants.Shipped, Terms, [.. rows.Select(_ => 1.0)], (constants, row) => rows[row].Predicted(constants) / rows[row].ImagesPerSecond);

    /// <summary>All constants by name.</summary>
    public static IEnumerable<(string Name, double Value)> Values(VisionConstants constants) => Terms.Select(term => ("vision " + term.Name, term.Get(constants)));

    /// <summary>What the model says.</summary>
    public double Predicted(VisionConstants constants) => Batch / VisionInference.Seconds(Shape, Hardware, Format, Batch, constants);
}
