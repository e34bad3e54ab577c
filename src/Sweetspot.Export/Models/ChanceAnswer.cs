namespace Sweetspot.Export;

/// <summary>How likely a user takes an item up rather than one drawn by chance: output <c>chance</c>, 0..1, the logistic function of the trained score. Good for ordering items.</summary>
public sealed record ChanceAnswer : ModelAnswer
{
    /// <inheritdoc/>
    public override string Output => "chance";

    /// <summary>The difference itself: chances have a scale of their own.</summary>
    public override double RelativeDifference(double wanted, double given) => Math.Abs(wanted - given);
}
