namespace Sweetspot.Export;

/// <summary>Where a run stands against what the machine can do (Williams et al. 2009): it cannot be faster than its FLOPs or its bytes allow.</summary>
/// <param name="PeakFlopsPerSecond">FLOP/s of the machine with that many threads, at most.</param>
/// <param name="BytesPerSecond">Bytes a second, at most.</param>
/// <param name="Flops">FLOPs of the run.</param>
/// <param name="Bytes">Bytes that the run moves at least.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Roofline(double PeakFlopsPerSecond, double BytesPerSecond, double Flops, double Bytes, double Seconds)
{
    /// <summary>FLOPs for each byte.</summary>
    public double Intensity => Flops / Bytes;

    /// <summary>The intensity from which the machine's arithmetic, not its memory, is the limit.</summary>
    public double Ridge => PeakFlopsPerSecond / BytesPerSecond;

    /// <summary>Whether arithmetic is the limit.</summary>
    public bool IsComputeBound => Intensity >= Ridge;

    /// <summary>FLOP/s that the roof allows at this intensity.</summary>
    public double RoofFlopsPerSecond => Math.Min(PeakFlopsPerSecond, Intensity * BytesPerSecond);

    /// <summary>FLOP/s reached.</summary>
    public double FlopsPerSecond => Flops / Seconds;

    /// <summary>Share of the roof; above 1 where weights stay in the caches between runs. Null where no FLOPs could be counted.</summary>
    public double? Share => Flops > 0 ? FlopsPerSecond / RoofFlopsPerSecond : null;
}
