namespace Sweetspot.Planning;

/// <summary>How one training is spread over devices.</summary>
public sealed record Parallelism
{
    /// <summary>One device.</summary>
    public static Parallelism None { get; } = new();

    /// <summary>Devices that share each matrix.</summary>
    public int Tensor { get; init; } = 1;

    /// <summary>Devices that hold one part of the layers each.</summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>Parts of the layers that one device of the pipeline holds, in turns with the others (interleaving).</summary>
    public int VirtualStages { get; init; } = 1;

    /// <summary>Copies of the model that see different sequences.</summary>
    public int Data { get; init; } = 1;

    /// <summary>Devices that share each sequence.</summary>
    public int Context { get; init; } = 1;

    /// <summary>Devices, out of the copies, over which the experts of a layer are spread.</summary>
    public int Expert { get; init; } = 1;

    /// <summary>What the copies share instead of repeating: 0 nothing, 1 the optimizer's state, 2 gradients too, 3 weights too (arXiv 1910.02054).</summary>
    public int ZeroStage { get; init; }

    /// <summary>Whether norms and dropouts are split over the tensor-parallel devices too (arXiv 2205.05198).</summary>
    public bool SequenceParallel { get; init; }

    /// <summary>All devices.</summary>
    public int Devices => Tensor * Pipeline * Data * Context;
}
