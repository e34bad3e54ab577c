namespace Sweetspot.Planning;

/// <summary>How far the runs go that a law was fitted to; beyond it, what the law says is extrapolated.</summary>
/// <param name="Flops">Training FLOPs of the largest run, 6 N D.</param>
/// <param name="Parameters">Most parameters.</param>
/// <param name="Tokens">Most tokens.</param>
public sealed record LawRange(double Flops, double Parameters, double Tokens)
{
    /// <summary>How many times beyond the largest run a law is still held to be near its range.</summary>
    public const double Near = 10;

    /// <summary>Whether a training lies more than ten times beyond the largest run.</summary>
    public bool IsBeyond(double flops) => flops > Near * Flops;
}
