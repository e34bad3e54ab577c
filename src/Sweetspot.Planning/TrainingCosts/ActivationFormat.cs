namespace Sweetspot.Planning;

/// <summary>How a training keeps what its backward pass needs.</summary>
/// <param name="Bytes">Of one number.</param>
/// <param name="Flash">Whether scores are never written out (FlashAttention, arXiv 2205.14135).</param>
/// <param name="Dropout">Whether layers have dropout, whose masks take a byte a number.</param>
/// <param name="Fused">Whether norms and activations are one kernel each, compiled or written so.</param>
public readonly record struct ActivationFormat(double Bytes, bool Flash, bool Dropout, bool Fused);
