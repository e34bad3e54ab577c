using System.Collections.Immutable;

namespace Sweetspot.Export;

/// <summary>A score for each class: outputs <c>scores</c> (as trained) and <c>probabilities</c> (their softmax).</summary>
/// <param name="Labels">Class names in the order of the outputs.</param>
public sealed record ClassAnswer(ImmutableArray<string> Labels) : ModelAnswer
{
    /// <summary>Name of the output with the probabilities.</summary>
    public const string Probabilities = "probabilities";

    /// <inheritdoc/>
    public override string Output => "scores";

    /// <inheritdoc/>
    public override double RelativeDifference(double wanted, double given) => Math.Abs(wanted - given) / Math.Max(1, Math.Abs(wanted));
}
