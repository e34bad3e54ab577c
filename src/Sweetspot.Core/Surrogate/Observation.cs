namespace Sweetspot.Core;

/// <summary>One value of a quantity at a point.</summary>
/// <param name="Trial">Place of its trial in the history.</param>
/// <param name="Point">Coordinates (<see cref="CandidateFeatures"/>).</param>
/// <param name="Value">As measured; finite.</param>
/// <param name="StandardError">Of the value; null where it is a single one.</param>
internal sealed record Observation(int Trial, double[] Point, double Value, double? StandardError);
