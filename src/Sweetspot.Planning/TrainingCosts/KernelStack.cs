namespace Sweetspot.Planning;

/// <summary>How far the operators of a training are fused.</summary>
public enum KernelStack
{
    /// <summary>Norms and activations fused, attention the newest that the device has: Megatron with Transformer Engine, and what copies it.</summary>
    Tuned,

    /// <summary>Norms and activations fused by a compiler, attention the framework's own.</summary>
    Compiled,

    /// <summary>Operators one by one, attention the framework's own.</summary>
    Eager,
}
