namespace Sweetspot.Planning;

/// <summary>Operators that compute so little that they wait for memory: norms, activations, sums, copies, an optimizer's step.</summary>
public static class MemoryBound
{
    /// <summary>Seconds to read and write so many bytes in so many launches, at the share of bandwidth that products reach.</summary>
    public static double Seconds(Hardware hardware, double bytes, double launches = 1) =>
        (launches * MatmulConstants.Shipped.LaunchSeconds) + (bytes / (hardware.MemoryBandwidth * MatmulConstants.Shipped.BandwidthShare));
}
