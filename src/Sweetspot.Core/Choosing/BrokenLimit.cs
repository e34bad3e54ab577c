namespace Sweetspot.Core;

/// <summary>A limit that the nearest trial breaks.</summary>
/// <param name="Limit">As the user wrote it.</param>
/// <param name="Violation">Excess over the bound's magnitude: 12 ms of 10 ms is 0.2.</param>
/// <param name="Seen">The values seen.</param>
/// <param name="Advice">What to change: <c>raise latency_ms &lt;= 0.01 to 0.016</c>.</param>
public sealed record BrokenLimit(string Limit, double Violation, string Seen, string Advice);
