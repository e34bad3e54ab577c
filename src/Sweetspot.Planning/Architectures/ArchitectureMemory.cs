namespace Sweetspot.Planning;

/// <summary>Bytes that the weights of an architecture take, before activations.</summary>
/// <param name="Weights">Weights with 2 bytes each, as they are served.</param>
/// <param name="TrainingState">Weights, gradients, a 32-bit copy and Adam's two moments: 2 + 2 + 12 bytes a parameter (Rajbhandari et al. 2020, arXiv 1910.02054, §3.1).</param>
/// <param name="CachePerToken">Keys and values of one token in a decoder's layers, 2 bytes a number; 0 of other architectures.</param>
/// <param name="Cache">The same of whole sequences: windows keep only so many tokens.</param>
public readonly record struct ArchitectureMemory(long Weights, long TrainingState, long CachePerToken, long Cache)
{
    private const int HalfBytes = 2;
    private const int StateBytes = 16;

    /// <summary>Of an architecture.</summary>
    /// <param name="architecture">The model.</param>
    /// <param name="context">Tokens of a sequence.</param>
    /// <param name="batch">Sequences at a time.</param>
    public static ArchitectureMemory Of(Architecture architecture, long context, int batch)
    {
        var total = architecture.Parameters.Total;
        var decoder = architecture as TransformerArchitecture;
        return new ArchitectureMemory(
            HalfBytes * total, StateBytes * total, HalfBytes * (decoder?.CachedNumbers(1) ?? 0), HalfBytes * batch * (decoder?.CachedNumbers(context) ?? 0));
    }
}
