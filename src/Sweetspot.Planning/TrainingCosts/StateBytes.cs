namespace Sweetspot.Planning;

/// <summary>Bytes that a training keeps of one parameter.</summary>
/// <param name="Weights">Of the weights that products use.</param>
/// <param name="Gradients">Of gradients.</param>
/// <param name="Optimizer">Of moments, and of the 32-bit copy where there is one.</param>
public readonly record struct StateBytes(double Weights, double Gradients, double Optimizer)
{
    /// <summary>All of it.</summary>
    public double Total => Weights + Gradients + Optimizer;

    /// <summary>Of an optimizer.</summary>
    public static StateBytes Of(OptimizerKind kind) => kind switch
    {
        OptimizerKind.AdamMixed => new(2, 2, 12),
        OptimizerKind.AdamMixedFp32Gradients => new(2, 4, 12),
        OptimizerKind.AdamFp32 or OptimizerKind.RowwiseAdagrad => new(4, 4, 8),
        OptimizerKind.Adam8Bit => new(2, 2, 6),
        OptimizerKind.AdamBf16 => new(2, 2, 4),
        OptimizerKind.MomentumFp32 => new(4, 4, 4),
        OptimizerKind.SgdFp32 => new(4, 4, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What one device keeps of a parameter when devices share the state (ZeRO, arXiv 1910.02054, §5).</summary>
    /// <param name="stage">1: optimizer state is shared; 2: gradients too; 3: weights too; 0: nothing.</param>
    /// <param name="devices">Devices that hold the same parameters: of data (and context) parallelism only, never those that tensor or pipeline parallelism has split already.</param>
    public StateBytes Shared(int stage, double devices) => new(
        stage >= 3 ? Weights / devices : Weights,
        stage >= 2 ? Gradients / devices : Gradients,
        stage >= 1 ? Optimizer / devices : Optimizer);
}
