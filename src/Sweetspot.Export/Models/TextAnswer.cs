namespace Sweetspot.Export;

/// <summary>A text, token by token: outputs <c>scores</c> of each token after each given one, and <c>next</c>, the likeliest token after the last.</summary>
public sealed record TextAnswer : ModelAnswer
{
    /// <summary>Name of the output with the likeliest next token.</summary>
    public const string Next = "next";

    /// <inheritdoc/>
    public override string Output => "scores";

    /// <inheritdoc/>
    public override double RelativeDifference(double wanted, double given) => Math.Abs(wanted - given) / Math.Max(1, Math.Abs(wanted));
}
