namespace Sweetspot.Export;

/// <summary>Names of the tensors of a transformer's block.</summary>
/// <param name="FirstNorm">The norm before attention.</param>
/// <param name="Projections">Queries, keys and values, one after another.</param>
/// <param name="Attended">The layer after attention.</param>
/// <param name="SecondNorm">The norm before the feed-forward layers.</param>
/// <param name="Expand">The first of these.</param>
/// <param name="Contract">The second.</param>
internal sealed record BlockNames(string FirstNorm, string Projections, string Attended, string SecondNorm, string Expand, string Contract);
