using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>What is asked of a plan for a model of ratings: how many factors.</summary>
public sealed record RecommenderQuestion
{
    /// <summary>The law of one's own runs; there is no public one.</summary>
    public required OwnLaw Law { get; init; }

    /// <summary>Family of the model, of <see cref="RatingShape.Families"/>; the law's runs must be of it.</summary>
    public string Family { get; init; } = RatingShape.Families[0];

    /// <summary>Units of each hidden layer; of no use to matrix factorisation.</summary>
    public ImmutableArray<int> Hidden { get; init; } = [RatingShape.DefaultUnits];

    /// <summary>Different users.</summary>
    public required int Users { get; init; }

    /// <summary>Different items.</summary>
    public required int Items { get; init; }

    /// <summary>Ratings to learn from; null: as many as the law's runs had, where the law does not go by them.</summary>
    public int? Ratings { get; init; }

    /// <summary>Error to reach with the fewest factors; null: the fewest that are about as good as any.</summary>
    public double? TargetError { get; init; }
}
