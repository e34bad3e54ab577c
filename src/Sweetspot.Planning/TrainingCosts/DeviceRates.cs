namespace Sweetspot.Planning;

/// <summary>What one device reaches in a training: products, attention, memory.</summary>
internal sealed class DeviceRates
{
    private readonly Hardware _hardware;
    private readonly NumberFormat _format;
    private readonly double _sustained;
    private readonly double _castSeconds;

    /// <summary>Of a setup, with constants.</summary>
    public DeviceRates(TrainingSetup setup, TrainingConstants constants)
    {
        (_hardware, _format) = (setup.Hardware, setup.Hardware.ComputeFormat(setup.Format));
        var half = _hardware.TryPeak(NumberFormat.Bf16) ?? _hardware.TryPeak(NumberFormat.Fp16) ?? _hardware.PeakFlops(_format);
        var watts = _hardware.PowerWatts is { } most
            ? most / half / (TrainingConstants.ReferenceWatts / TrainingConstants.ReferencePeak)
            : TrainingConstants.UsualWatts;
        _sustained = Math.Min(1, constants.SustainedShare * Math.Pow(watts, constants.PowerExponent));
        Memory = _hardware.MemoryBandwidth * MatmulConstants.Shipped.BandwidthShare;
        Traffic = setup.Kernels == KernelStack.Eager ? constants.EagerTraffic : constants.FusedTraffic;
        Peak = _hardware.PeakFlops(_format);
        Attention = constants.AttentionShare * TrainingConstants.ReferencePeak * Math.Pow(half / TrainingConstants.ReferencePeak, constants.AttentionExponent)
            * (setup.Kernels == KernelStack.Tuned && _hardware.TryPeak(NumberFormat.Fp8) is not null ? constants.TunedAttention : 1); // older devices have no kernel of it but the framework's
        Attention = Math.Min(Attention, half * MatmulConstants.Shipped.ComputeShare);
        _castSeconds = _format == NumberFormat.Fp8 ? constants.CastTraffic / Memory : 0;
    }

    /// <summary>Dense peak FLOP/s in the format of the products.</summary>
    public double Peak { get; }

    /// <summary>Bytes a second of memory.</summary>
    public double Memory { get; }

    /// <summary>FLOP/s of attention, in 16 bits.</summary>
    public double Attention { get; }

    /// <summary>Memory traffic of operators without products, over the least possible.</summary>
    public double Traffic { get; }

    /// <summary>Seconds of a product forwards; backwards, by its inputs and by its weights; and of casting its operands.</summary>
    public ProductSeconds Product(double rows, double columns, double depth, double count = 1)
    {
        var forward = Seconds(rows, columns, depth, count);
        var backward = Seconds(rows, depth, columns, count) + Seconds(depth, columns, rows, count);
        var cast = _castSeconds * count * (4 * rows * (depth + columns) + (3 * depth * columns)); // read in 16 bits, written in 8, as it is and transposed
        return new ProductSeconds(forward, backward, cast);
    }

    private double Seconds(double rows, double columns, double depth, double count) => Matmul.Seconds(_hardware, new MatmulShape(rows, columns, depth, count), _format) / _sustained;
}
