namespace Sweetspot.Planning;

/// <summary>How weights are kept and changed; it sets the bytes of training state of a parameter, see <see cref="OptimizerBytes"/>.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with 16-bit weights and gradients, a 32-bit copy and two 32-bit moments: 16 bytes (arXiv 1910.02054, §3.1).</summary>
    AdamMixed,

    /// <summary>The same with gradients in 32 bits, as Megatron keeps them: 18 bytes.</summary>
    AdamMixedFp32Gradients,

    /// <summary>The same with gradients in 16 and in 32 bits: 20 bytes.</summary>
    AdamMixedBothGradients,

    /// <summary>Adam in 32 bits throughout: 16 bytes.</summary>
    AdamFp32,

    /// <summary>Adam with 16-bit weights and gradients, a 32-bit copy and two 8-bit moments: 10 bytes.</summary>
    Adam8Bit,

    /// <summary>Gradient descent in 32 bits with momentum: 12 bytes.</summary>
    MomentumFp32,

    /// <summary>Plain gradient descent in 32 bits: 8 bytes.</summary>
    SgdFp32,

    /// <summary>Adam in 32 bits for dense parts; of tables of categories one 32-bit number a row (row-wise Adagrad, as DLRM keeps it, arXiv 1906.00091).</summary>
    RowwiseAdagrad,
}
