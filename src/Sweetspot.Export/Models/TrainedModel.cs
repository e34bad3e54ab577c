using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>All that an exporter needs of a trained model: its shape, its weights by name, what goes in and what the answers stand for.</summary>
public sealed record TrainedModel
{
    /// <summary>The shape.</summary>
    public required ModelShape Shape { get; init; }

    /// <summary>Weights by the names of the trainer's state dictionary.</summary>
    public required IReadOnlyDictionary<string, WeightTensor> Weights { get; init; }

    /// <summary>How pixels are normalised; null where there is no image.</summary>
    public PixelScale? Pixels { get; init; }

    /// <summary>What the answers stand for.</summary>
    public required ModelAnswer Answer { get; init; }

    /// <summary>Texts kept in the file as they are, by key: the trainer's description of the model and its encoder.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The graph's inputs, as follows from the shape: an image, numbers, ids, whichever there are.</summary>
    public ImmutableArray<GraphInput> Inputs => Shape is EncoderDecoderShape pair
        ? [new SequenceInput(SequenceInput.Source, pair.Source.Length, pair.Source.Vocabulary), new SequenceInput(SequenceInput.Target, pair.Target.Length, pair.Target.Vocabulary)]
        :
    [
        .. Shape.Input.IsImage && Pixels is { } scale ? [new ImageInput(Shape.Input, scale)] : Array.Empty<GraphInput>(),
        .. Numbers > 0 ? [new NumberInput(Numbers)] : Array.Empty<GraphInput>(),
        .. Shape.Input.IdCount > 0 ? [new IdInput(Shape.Input)] : Array.Empty<GraphInput>(),
    ];

    private int Numbers => Shape.Input.IsImage ? Shape.Input.Beside : Shape.Input.NumberCount;
}
