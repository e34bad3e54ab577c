namespace Sweetspot.Core;

/// <summary>What models and objectives need of a candidate, worked out once.</summary>
/// <param name="Point">Coordinates (<see cref="CandidateFeatures"/>).</param>
/// <param name="Known">Of each objective the value that is computed; NaN where there is none.</param>
internal sealed record CandidatePlace(double[] Point, double[] Known);
