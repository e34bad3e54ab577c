namespace Sweetspot.Planning;

/// <summary>Bytes of training state for one parameter.</summary>
/// <param name="Weights">The weights that the forward pass reads.</param>
/// <param name="Gradients">Gradients.</param>
/// <param name="State">What the optimizer keeps: the 32-bit copy of weights, where there is one, and moments.</param>
public readonly record struct OptimizerBytes(double Weights, double Gradients, double State)
{
    /// <summary>All of it.</summary>
    public double Total => Weights + Gradients + State;

    /// <summary>Of an optimizer.</summary>
    public static OptimizerBytes Of(OptimizerKind kind) => kind switch
    {
        OptimizerKind.AdamMixed => new(2, 2, 12),
        OptimizerKind.AdamMixedFp32Gradients => new(2, 4, 12),
        OptimizerKind.AdamMixedBothGradients => new(2, 6, 12),
        OptimizerKind.AdamFp32 or OptimizerKind.RowwiseAdagrad => new(4, 4, 8),
        OptimizerKind.Adam8Bit => new(2, 2, 6),
        OptimizerKind.MomentumFp32 => new(4, 4, 4),
        OptimizerKind.SgdFp32 => new(4, 4, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an optimizer that is known."),
    };

    /// <summary>What one device keeps of a parameter when devices share the state (ZeRO, arXiv 1910.02054, §5).</summary>
    /// <param name="stage">1: optimizer state is shared; 2: gradients too; 3: weights too; 0: nothing.</param>
    /// <param name="devices">Devices that hold the same parameters: of data (and context) parallelism only, never those that tensor or pipeline parallelism has split already.</param>
    public OptimizerBytes Shared(int stage, double devices) => new(
        stage >= 3 ? Weights / devices : Weights,
        stage >= 2 ? Gradients / devices : Gradients,
        stage >= 1 ? State / devices : State);
}
