using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A network of images whose layers are listed one by one.</summary>
public sealed record ConvolutionalArchitecture : Architecture
{
    /// <summary>The layers in order; <see cref="WeightGroup.Matmul"/> is multiply-adds of one image.</summary>
    public required ImmutableArray<WeightGroup> Layers { get; init; }

    /// <summary>The same layers as matrix products, of one image: their shapes decide how fast a device computes them, their maps what training keeps.</summary>
    public required ImmutableArray<LayerProduct> Products { get; init; }

    /// <summary>Pixels of an image's side that the multiply-adds are for.</summary>
    public required int Image { get; init; }

    /// <inheritdoc/>
    public override string Kind => "cnn";

    /// <inheritdoc/>
    public override string Unit => "image";

    /// <inheritdoc/>
    public override long EmbeddingParameters => 0;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightGroup> Groups() =>
    [
        .. Layers.GroupBy(layer => layer.Part).Select(part => new WeightGroup(part.Key, part.Sum(layer => layer.Count), part.Sum(layer => layer.Active), part.Sum(layer => layer.Matmul))),
    ];

    /// <inheritdoc/>
    public override double ForwardFlops(long context, bool isCausal = true) => 2.0 * Layers.Sum(layer => layer.Matmul);
}
