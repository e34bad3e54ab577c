namespace Sweetspot.Core;

/// <summary>The name, unit and direction of one quantity of a trial.</summary>
/// <param name="Name">As in JSON, objectives and constraints: <c>latency_ms</c>.</param>
/// <param name="Unit">Unit: <c>ms</c>, <c>s</c>, <c>B</c>, <c>FLOP</c>, <c>1/s</c>; <c>fraction</c> for 0..1; empty for a count.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="Knowledge">When it becomes known.</param>
/// <param name="Description">What it is, in a line.</param>
public sealed record Metric(string Name, string Unit, Direction Better, Knowledge Knowledge, string Description)
{
    /// <summary>This metric's value.</summary>
    public Measurement Measured(double value, string detail, double? standardError = null) =>
        new(value, Unit, new Origin(OriginKind.Measured, detail), standardError);

    /// <summary>This metric's value, from a formula.</summary>
    public Measurement Computed(double value, string detail = "") => new(value, Unit, new Origin(OriginKind.Computed, detail));
}
