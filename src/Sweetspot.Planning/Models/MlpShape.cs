using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Fully connected layers with ReLU between them; without hidden layers, the linear model.</summary>
public sealed record MlpShape : ModelShape
{
    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Numbers in one encoded example; an image counts as its pixels.</summary>
    public int Inputs => Input.NumberCount;

    /// <summary>Units of each hidden layer; empty for the linear model.</summary>
    public required ImmutableArray<int> Hidden { get; init; }

    /// <inheritdoc/>
    public override string Family => Hidden.IsEmpty ? "linear" : "mlp";

    /// <inheritdoc/>
    public override string Describe() => $"{Family} {string.Join('-', [Inputs, .. Hidden, Outputs])}";

    /// <summary>Shapes are equal when all their sizes are.</summary>
    public bool Equals(MlpShape? other) =>
        other is not null && Input == other.Input && Outputs == other.Outputs && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => Hidden.Aggregate(HashCode.Combine(Input, Outputs), HashCode.Combine);
}
