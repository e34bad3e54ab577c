namespace Sweetspot.Planning;

/// <summary>What may still change when an architecture, a device, a micro-batch, a context and tensor, context and expert parallelism are fixed.</summary>
/// <param name="Pipeline">Stages of the pipeline.</param>
/// <param name="VirtualStages">Chunks of layers of one stage; 1: each stage has one run of layers (1F1B), more: interleaved.</param>
/// <param name="Data">Replicas that each see other sequences.</param>
/// <param name="ZeroStage">What replicas share: 0 nothing, 1 optimizer state, 2 gradients too, 3 weights too.</param>
/// <param name="MicroBatches">Micro-batches of one replica in a step: global batch / (data · micro-batch).</param>
/// <param name="Optimizer">What is kept of a parameter.</param>
public readonly record struct TrainingPlan(int Pipeline, int VirtualStages, int Data, int ZeroStage, int MicroBatches, OptimizerKind Optimizer);
