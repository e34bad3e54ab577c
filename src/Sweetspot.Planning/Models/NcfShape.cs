using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Neural collaborative filtering: the factors of user and item side by side through fully connected layers, added to the biases (He et al. 2017, arXiv 1708.05031, section 3.3).</summary>
public sealed record NcfShape : RatingShape
{
    /// <summary>Units of each hidden layer.</summary>
    public required ImmutableArray<int> Hidden { get; init; }

    /// <inheritdoc/>
    public override string Family => "ncf";

    /// <inheritdoc/>
    public override string Describe() => $"ncf {Factors} → {string.Join('-', Hidden)}{Shrinkage}";

    /// <summary>Shapes are equal when all their sizes are.</summary>
    public bool Equals(NcfShape? other) => other is not null && base.Equals(other) && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => Hidden.Aggregate(base.GetHashCode(), HashCode.Combine);
}
