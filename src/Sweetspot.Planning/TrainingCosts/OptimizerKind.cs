namespace Sweetspot.Planning;

/// <summary>What a training keeps of each parameter: numbers of which precision, and which moments.</summary>
public enum OptimizerKind
{
    /// <summary>Adam in mixed precision: 2 bytes of weight, 2 of gradient, a 32-bit copy and two 32-bit moments; 16 bytes (arXiv 1910.02054, §3.1).</summary>
    AdamMixed,

    /// <summary>The same with gradients gathered in 32 bits, as Megatron does: 18 bytes.</summary>
    AdamMixedFp32Gradients,

    /// <summary>Adam in 32 bits throughout: 16 bytes.</summary>
    AdamFp32,

    /// <summary>Adam with 16-bit weights and gradients, a 32-bit copy and moments of one byte each (arXiv 2110.02861): 10 bytes.</summary>
    Adam8Bit,

    /// <summary>Adam in 16 bits throughout, moments too and without a 32-bit copy: 8 bytes.</summary>
    AdamBf16,

    /// <summary>Gradient descent with momentum in 32 bits: 12 bytes.</summary>
    MomentumFp32,

    /// <summary>Gradient descent without momentum in 32 bits: 8 bytes.</summary>
    SgdFp32,

    /// <summary>Adam in 32 bits for dense parts; of tables of categories one 32-bit number a row (row-wise Adagrad, as DLRM keeps it).</summary>
    RowwiseAdagrad,
}
