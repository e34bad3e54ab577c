namespace Sweetspot.Planning;

/// <summary>One way to train an architecture: on what, in which precision, split how.</summary>
public sealed record TrainingSetup
{
    /// <summary>What is trained.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The device that every worker has.</summary>
    public required Hardware Hardware { get; init; }

    /// <summary>How the work is split; one device as a rule.</summary>
    public Parallelism Parallelism { get; init; } = new();

    /// <summary>Numbers that products are computed in. FP8 keeps activations in 16 bits here, as most of them are.</summary>
    public NumberFormat Format { get; init; } = NumberFormat.Bf16;

    /// <summary>What is kept of a parameter.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamMixed;

    /// <summary>Sequences, images or examples of one forward and backward pass of one replica.</summary>
    public required int MicroBatch { get; init; }

    /// <summary>Sequences, images or examples of a step, over all replicas.</summary>
    public required int GlobalBatch { get; init; }

    /// <summary>Tokens of a sequence; of images and examples it is not used.</summary>
    public long Context { get; init; } = 1;

    /// <summary>What is worked out a second time.</summary>
    public Recompute Recompute { get; init; }

    /// <summary>Whether attention never writes its scores out.</summary>
    public bool FlashAttention { get; init; } = true;

    /// <summary>Whether layers have dropout.</summary>
    public bool Dropout { get; init; }

    /// <summary>How far operators are fused.</summary>
    public KernelStack Kernels { get; init; }

    /// <summary>Micro-batches of one replica in a step; the last may be short.</summary>
    public int MicroBatches => Math.Max(1, (int)Math.Ceiling((double)GlobalBatch / MicroBatch / Parallelism.Data));

    /// <summary>What the last arithmetic needs.</summary>
    public TrainingPlan Plan => new(Parallelism.Pipeline, Parallelism.VirtualStages, Parallelism.Data, Parallelism.ZeroStage, MicroBatches, Optimizer);

    /// <summary>Bytes of one number that is kept for the backward pass, and how it is kept.</summary>
    internal ActivationFormat Kept => new(Format is NumberFormat.Fp32 or NumberFormat.Tf32 ? 4 : 2, FlashAttention, Dropout, Kernels != KernelStack.Eager);
}
