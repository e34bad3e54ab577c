using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>All that an exporter needs of a trained model: its shape, its weights by name, what goes in and what the answers stand for.</summary>
public sealed record TrainedModel
{
    /// <summary>The shape.</summary>
    public required ModelShape Shape { get; init; }

    /// <summary>Weights by the names of the trainer's state dictionary.</summary>
    public required IReadOnlyDictionary<string, WeightTensor> Weights { get; init; }

    /// <summary>What goes in.</summary>
    public required ModelInput Input { get; init; }

    /// <summary>What the answers stand for.</summary>
    public required ModelAnswer Answer { get; init; }

    /// <summary>Texts kept in the file as they are, by key: the trainer's description of the model and its encoder.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
