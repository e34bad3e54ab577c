namespace Sweetspot.Planning;

/// <summary>A candidate plan as places in the lists of a <see cref="PlanSpace"/>.</summary>
/// <param name="Shape">Place of the shape.</param>
/// <param name="Devices">Place of the number of devices.</param>
/// <param name="Tensor">Place of the tensor parallelism.</param>
/// <param name="Pipeline">Place of the stages.</param>
/// <param name="Zero">What replicas share: 0 to 3.</param>
/// <param name="Micro">Place of the micro-batch.</param>
/// <param name="Recompute">0: nothing is worked out again; 1: whole layers.</param>
/// <param name="Expert">Place of the expert parallelism.</param>
/// <param name="Context">Place of the context parallelism; beyond the first, one sequence at a time is cut.</param>
public readonly record struct PlanGenes(int Shape, int Devices, int Tensor, int Pipeline, int Zero, int Micro, int Recompute, int Expert = 0, int Context = 0);
