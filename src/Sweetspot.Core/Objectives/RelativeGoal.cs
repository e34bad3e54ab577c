namespace Sweetspot.Core;

/// <summary>How much worse than the best found a choice may be: <c>within(accuracy, 1%)</c>, <c>within(accuracy, 1pp)</c>.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Tolerance">A fraction: 0.01.</param>
/// <param name="IsAbsolute">True: an absolute difference (points, <c>1pp</c>). False: relative to the best value's magnitude.</param>
public sealed record RelativeGoal(string Metric, double Tolerance, bool IsAbsolute)
{
    /// <summary>As written in a study file.</summary>
    public override string ToString() => FormattableString.Invariant($"within({Metric}, {Tolerance * 100:0.####}{(IsAbsolute ? "pp" : "%")})");
}
