namespace Sweetspot.Planning;

/// <summary>What exchanges reach of the links.</summary>
/// <param name="LinkShare">Share of a link within a node.</param>
/// <param name="NetworkShare">Share of the network between nodes.</param>
/// <param name="LaunchSeconds">Time of an all-reduce of nothing within a node.</param>
/// <param name="SendSeconds">Time to send nothing within a node.</param>
/// <param name="NetworkSeconds">What crossing to another node adds.</param>
public sealed record CollectiveConstants(double LinkShare, double NetworkShare, double LaunchSeconds, double SendSeconds, double NetworkSeconds)
{
    /// <summary>
    /// Set by least squares on the logarithms of 186 times that Vidur published (arXiv:2405.05465, profiles at 7d475133) of four kinds of nodes, 2 kB to 512 MB, 2 to 8
    /// devices. Set without one kind of node: link share 0.73 to 0.80, launch 36 to 49 µs, sending 7 to 9 µs. The network's two rest on one system, a DGX H100.
    /// </summary>
    public static CollectiveConstants Shipped { get; } = new(0.748, 0.729, 3.87e-5, 8.1e-6, 1.04e-5);
}
