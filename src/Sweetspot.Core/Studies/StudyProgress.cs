namespace Sweetspot.Core;

/// <summary>Where a running study is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Done">Trials of this phase that have ended.</param>
/// <param name="Total">Trials of this phase.</param>
/// <param name="Elapsed">Time spent so far, earlier sessions of the study included.</param>
/// <param name="Ended">The trial that has just ended, or null.</param>
public sealed record StudyProgress(StudyPhase Phase, int Done, int Total, TimeSpan Elapsed, Trial? Ended);
