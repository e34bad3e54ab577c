namespace Sweetspot.Planning;

/// <summary>
/// What the memory of a training depends on before pipeline, data parallelism, ZeRO and optimizer are chosen: one architecture at one micro-batch, context, tensor, context and expert parallelism.
/// Worked out once by <see cref="TrainingMemoryModel.TermsOf"/>; <see cref="TrainingMemoryModel.Of(in TrainingMemoryTerms, in TrainingPlan)"/> is plain arithmetic on it.
/// </summary>
/// <remarks>Parameters are numbers on one device after tensor and expert parallelism; activations are bytes of one micro-batch.</remarks>
public readonly record struct TrainingMemoryTerms
{
    /// <summary>Layers that a pipeline may be cut between.</summary>
    public required int Layers { get; init; }

    /// <summary>Parameters of all layers but their experts.</summary>
    public required double LayerParameters { get; init; }

    /// <summary>Parameters of all experts.</summary>
    public double ExpertParameters { get; init; }

    /// <summary>Parameters of the largest layer, experts among them.</summary>
    public required double LargestLayer { get; init; }

    /// <summary>The same of the layer that is largest without its experts.</summary>
    public required double LargestDense { get; init; }

    /// <summary>Parameters before the first layer: tables of tokens and positions, a patch embedding.</summary>
    public double FirstParameters { get; init; }

    /// <summary>Parameters after the last layer.</summary>
    public double LastParameters { get; init; }

    /// <summary>Parameters that the last stage of a pipeline holds a second time, because output and token table are tied.</summary>
    public double TiedParameters { get; init; }

    /// <summary>Of <see cref="FirstParameters"/>, those in tables of which a batch touches few rows (a recommender's): their gradients are of touched rows only.</summary>
    public double TableParameters { get; init; }

    /// <summary>Rows of such tables.</summary>
    public double TableRows { get; init; }

    /// <summary>Numbers of such rows that one micro-batch touches.</summary>
    public double TouchedParameters { get; init; }

    /// <summary>Bytes that all layers save.</summary>
    public required double Activations { get; init; }

    /// <summary>Bytes of the one layer that is worked out again, where only inputs of layers are kept; else 0.</summary>
    public double WorkingSet { get; init; }

    /// <summary>Bytes that the part before the first layer saves.</summary>
    public double FirstActivations { get; init; }

    /// <summary>Bytes of the output: in 32 bits and in the compute format.</summary>
    public double Logits { get; init; }

    /// <summary>Bytes of one layer's output on one device: what stages of a pipeline send each other.</summary>
    public double Boundary { get; init; }

    /// <summary>
    /// Bytes gathered from other devices: of tensor parallelism for one product, where the sequence is split; of context parallelism the keys and values of one layer with their gradients.
    /// </summary>
    public double Gathered { get; init; }

    /// <summary>Devices of expert parallelism.</summary>
    public int Expert { get; init; }

    /// <summary>Devices of context parallelism: they hold the same weights, and share ZeRO's state too.</summary>
    public int Context { get; init; }
}
