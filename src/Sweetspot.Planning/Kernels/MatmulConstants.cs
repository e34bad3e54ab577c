namespace Sweetspot.Planning;

/// <summary>What products of matrices reach of a device's peaks.</summary>
/// <param name="ComputeShare">Share of peak FLOP/s with the largest tiles on all compute units.</param>
/// <param name="BandwidthShare">Share of memory bandwidth.</param>
/// <param name="LaunchSeconds">Time of a product of nothing.</param>
/// <param name="Blend">How computing and reading overlap: t = (compute^b + memory^b)^(1/b). 1 adds them, infinity takes the longer.</param>
/// <param name="TileLoss">What small tiles lose: a tile of a × b reaches x / (x + loss) of the rate, x = a·b / (a + b).</param>
public sealed record MatmulConstants(double ComputeShare, double BandwidthShare, double LaunchSeconds, double Blend, double TileLoss)
{
    /// <summary>
    /// Set by least squares on the logarithms of 1,560 measured products of fp16 layers (A40, A100, H100; 1 to 4,096 rows) that Vidur published
    /// (arXiv:2405.05465, profiles at 7d475133). Set without one device: compute share 0.80 to 0.83, bandwidth 0.85 to 0.89, launch 3.7 to 4.3 µs.
    /// </summary>
    public static MatmulConstants Shipped { get; } = new(0.803, 0.867, 3.92e-6, 2.32, 10.2);
}
