namespace Sweetspot.Export;

/// <summary>Scores of each token to come next at each place: output <c>logits</c>, before the softmax.</summary>
/// <param name="Context">Most tokens that go in at once.</param>
public sealed record TokenAnswer(int Context) : ModelAnswer
{
    /// <summary>Name of the dimension of places.</summary>
    public const string Places = "sequence";

    /// <inheritdoc/>
    public override string Output => "logits";

    /// <inheritdoc/>
    public override double RelativeDifference(double wanted, double given) => Math.Abs(wanted - given) / Math.Max(1, Math.Abs(wanted));
}
