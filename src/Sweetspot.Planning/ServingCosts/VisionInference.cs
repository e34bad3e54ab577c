using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>How many images a second a network classifies: each layer waits for FLOPs or for bytes, and norms and activations pass over what it wrote.</summary>
/// <param name="ImagesPerSecond">Throughput.</param>
/// <param name="BatchSeconds">Seconds of a batch; with a batch of 1 the latency.</param>
public sealed record VisionInference(Estimate ImagesPerSecond, Estimate BatchSeconds)
{
    /// <summary>Relative error within which eight of ten predictions lay on models and devices left out of the fit.</summary>
    private const double Spread = 0.35;

    /// <summary>Of a network on a device.</summary>
    /// <param name="architecture">A network of images or a vision transformer.</param>
    /// <param name="hardware">The device.</param>
    /// <param name="format">Numbers of products and maps.</param>
    /// <param name="batch">Images at a time.</param>
    /// <exception cref="UserInputException">Of that architecture no layers are known.</exception>
    public static VisionInference Of(Architecture architecture, Hardware hardware, NumberFormat format, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var seconds = Seconds(VisionShape.Of(architecture), hardware, format, batch, VisionConstants.Shipped);
        var whole = hardware.Vendor == "NVIDIA" || hardware.Kind == HardwareKind.Cpu
            ? Estimate.Within(seconds, Spread, EstimateKind.Interpolated, "layer by layer, curves set on published throughputs")
            : Estimate.Within(seconds, 2 * Spread, EstimateKind.Formula, "layer by layer, curves of other makers' devices");
        return new VisionInference(whole.Per(batch), whole);
    }

    /// <summary>Seconds of a batch, without allocation.</summary>
    public static double Seconds(VisionShape shape, Hardware hardware, NumberFormat format, double batch, VisionConstants? constants = null)
    {
        var set = constants ?? VisionConstants.Shipped;
        var (compute, grouped, bandwidth, passes, launch) = hardware.Kind == HardwareKind.Cpu
            ? (set.CpuCompute, set.CpuGrouped, set.CpuBandwidth, set.CpuPasses, set.CallSeconds)
            : (set.GpuCompute, set.GpuGrouped, set.GpuBandwidth, set.GpuPasses, set.LaunchSeconds);
        var peak = hardware.PeakFlops(hardware.ComputeFormat(format));
        var moving = batch * format.Bytes() / (hardware.MemoryBandwidth * bandwidth);
        var sum = 0.0;
        foreach (var layer in shape.Products)
        {
            var flops = 2 * batch * layer.MultiplyAdds / (peak * (layer.Groups > 1 ? grouped : compute));
            var bytes = moving * (layer.Inputs + layer.Outputs);
            sum += Math.Sqrt((flops * flops) + (bytes * bytes)) + (passes * shape.Passes * moving * layer.Outputs) + launch;
        }

        return sum + (shape.Weights * format.Bytes() / (hardware.MemoryBandwidth * bandwidth));
    }
}
