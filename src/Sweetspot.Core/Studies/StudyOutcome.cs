using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>How a run of a study ended.</summary>
/// <param name="State">Its state.</param>
/// <param name="Trials">All trials, by number.</param>
/// <param name="Finalists">Trial numbers of the finalists, in the order of selection; empty where nothing is feasible.</param>
/// <param name="DidWork">Whether any trial ran; false where everything was already known.</param>
public sealed record StudyOutcome(StudyState State, IReadOnlyList<Trial> Trials, ImmutableArray<long> Finalists, bool DidWork);
