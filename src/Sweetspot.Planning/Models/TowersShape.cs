using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>
/// Two towers: the factors of user and item each through fully connected layers of their own to as many numbers, whose inner product is added to the
/// biases. The towers can be computed apart, which is what large catalogues need.
/// </summary>
public sealed record TowersShape : RatingShape
{
    /// <summary>Units of each hidden layer of each tower.</summary>
    public required ImmutableArray<int> Hidden { get; init; }

    /// <inheritdoc/>
    public override string Family => "towers";

    /// <inheritdoc/>
    public override string Describe() => $"towers {Factors} → {string.Join('-', Hidden)} → {Factors}{Shrinkage}";

    /// <summary>Shapes are equal when all their sizes are.</summary>
    public bool Equals(TowersShape? other) => other is not null && base.Equals(other) && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => Hidden.Aggregate(base.GetHashCode(), HashCode.Combine);
}
