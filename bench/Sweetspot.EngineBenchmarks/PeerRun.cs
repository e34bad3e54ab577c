namespace Sweetspot.EngineBenchmarks;

/// <summary>One run of one program on one problem.</summary>
/// <param name="Evaluations">Evaluations that it made.</param>
/// <param name="CpuSeconds">Processor seconds that they took, the start of the program left out.</param>
/// <param name="Hypervolume">Of its last population, up to 1.1 in each objective.</param>
/// <param name="Distance">Mean distance from points of the true front to the nearest of the last population (IGD).</param>
internal sealed record PeerRun(double Evaluations, double CpuSeconds, double Hypervolume, double Distance)
{
    /// <summary>Evaluations a processor second.</summary>
    public double Rate => Evaluations / CpuSeconds;
}
