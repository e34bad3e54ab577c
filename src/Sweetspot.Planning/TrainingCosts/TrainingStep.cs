namespace Sweetspot.Planning;

/// <summary>Seconds of one training step, part by part, and what follows.</summary>
/// <param name="SecondsCompute">Products and attention.</param>
/// <param name="SecondsMemoryBound">Norms, sums, activations, the optimizer's step.</param>
/// <param name="SecondsTensorParallel">Exchange within layers: tensor, context and expert parallelism.</param>
/// <param name="SecondsPipelineBubble">Stages that wait for their first and last micro-batch, and for messages.</param>
/// <param name="SecondsDataParallelExposed">Exchange of gradients and weights that computing does not hide.</param>
/// <param name="SecondsOther">Launches and gaps, and waiting for the slowest node.</param>
/// <param name="UnitsPerSecond">Tokens, images or examples a second, over all devices.</param>
/// <param name="ModelFlopsUtilization">Model FLOPs over peak, without recomputation, attention as a full square.</param>
/// <param name="HardwareFlopsUtilization">The same with what is worked out again.</param>
public readonly record struct TrainingStep(
    double SecondsCompute, double SecondsMemoryBound, double SecondsTensorParallel, double SecondsPipelineBubble, double SecondsDataParallelExposed, double SecondsOther,
    Estimate UnitsPerSecond, double ModelFlopsUtilization, double HardwareFlopsUtilization)
{
    /// <summary>All of it.</summary>
    public double Total => SecondsCompute + SecondsMemoryBound + SecondsTensorParallel + SecondsPipelineBubble + SecondsDataParallelExposed + SecondsOther;
}
