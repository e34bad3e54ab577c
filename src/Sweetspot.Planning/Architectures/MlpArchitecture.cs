using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Fully connected layers, each with a bias.</summary>
public sealed record MlpArchitecture : Architecture
{
    /// <summary>Numbers in, units of each hidden layer, numbers out.</summary>
    public required ImmutableArray<int> Sizes { get; init; }

    /// <inheritdoc/>
    public override string Kind => "mlp";

    /// <inheritdoc/>
    public override string Unit => "example";

    /// <inheritdoc/>
    public override long EmbeddingParameters => 0;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightGroup> Groups() =>
        [.. Sizes.Zip(Sizes.Skip(1)).Select((pair, layer) => WeightGroup.Matrices($"layer {layer + 1}", (long)pair.First * pair.Second, pair.Second))];

    /// <inheritdoc/>
    public override double ForwardFlops(long context, bool isCausal = true) => 2.0 * Groups().Sum(group => group.Matmul);
}
