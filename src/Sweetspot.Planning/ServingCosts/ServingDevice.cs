namespace Sweetspot.Planning;

/// <summary>What serving needs to know of a device for one format of weights, looked up once.</summary>
public sealed class ServingDevice
{
    /// <summary>FLOPs a byte of bandwidth of Apple's GPUs, where their rate is not known.</summary>
    private const double AppleIntensity = 30;

    /// <summary>Of a device.</summary>
    public ServingDevice(Hardware hardware, WeightFormat weights)
    {
        (Hardware, Bandwidth, Memory, Link) = (hardware, hardware.MemoryBandwidth, hardware.MemoryBytes, hardware.LinkBandwidth);
        Vector = hardware.TryPeak(NumberFormat.Fp32) ?? AppleIntensity * hardware.MemoryBandwidth;
        Peak = hardware.Peaks.IsEmpty ? Vector : hardware.PeakFlops(hardware.ComputeFormat(weights.Compute));
        WidePeak = hardware.TryPeak(NumberFormat.Bf16) ?? hardware.TryPeak(NumberFormat.Fp16) ?? Vector;
    }

    /// <summary>The device.</summary>
    public Hardware Hardware { get; }

    /// <summary>FLOP/s of products with these weights.</summary>
    public double Peak { get; }

    /// <summary>FLOP/s of 16-bit products.</summary>
    public double WidePeak { get; }

    /// <summary>FLOP/s of 32-bit floats outside of matrix units.</summary>
    public double Vector { get; }

    /// <summary>Bytes/s of memory.</summary>
    public double Bandwidth { get; }

    /// <summary>Bytes of memory.</summary>
    public double Memory { get; }

    /// <summary>Bytes/s and direction of links; 0: none.</summary>
    public double Link { get; }

    /// <summary>Whether it is one of Apple's.</summary>
    public bool IsApple => Hardware.Kind == HardwareKind.Apple;

    /// <summary>Whether it is a processor.</summary>
    public bool IsCpu => Hardware.Kind == HardwareKind.Cpu;

    /// <summary>
    /// The batch from which a decoding step waits for FLOPs instead of bytes of weights: peak × bytes of a weight / (2 × bandwidth), at the peaks (153 on an A100 with
    /// bf16, 295 on an H100 with bf16 and fp8 alike).
    /// </summary>
    public double CrossoverBatch(WeightFormat weights) => Peak * weights.Bits / 8 / (2 * Bandwidth);
}
