using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>A replay from its start to its end.</summary>
/// <param name="State">Done; exhausted where nothing was left to try; converged where the algorithm expected no more gain.</param>
/// <param name="Trials">In the order of ending; numbered in the order of asking.</param>
/// <param name="Elapsed">Virtual time until the last one ended.</param>
/// <param name="Busy">Share of the workers' virtual time in which they had a trial; 1 where no time passed.</param>
public sealed record ReplayOutcome(StudyState State, ImmutableArray<Trial> Trials, TimeSpan Elapsed, double Busy);
