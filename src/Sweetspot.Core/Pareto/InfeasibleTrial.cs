using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>A trial that breaks limits.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Violation">Sum of its relative violations: 12 ms of 10 ms adds 0.2.</param>
/// <param name="Broken">The limits with the values seen: <c>latency_ms &lt;= 10 (latency_ms = 12)</c>.</param>
public sealed record InfeasibleTrial(Trial Trial, double Violation, ImmutableArray<string> Broken);
