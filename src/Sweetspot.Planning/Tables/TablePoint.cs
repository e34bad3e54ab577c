using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>One point of a table: its rows, several where it was measured more than once.</summary>
/// <param name="Candidate">The point.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record TablePoint(Candidate Candidate, ImmutableArray<int> Rows);
