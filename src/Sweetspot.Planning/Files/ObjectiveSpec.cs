using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>One objective as written.</summary>
/// <param name="Metric">Metric name.</param>
/// <param name="Direction">Its direction.</param>
public sealed record ObjectiveSpec(string Metric, Direction Direction);
