namespace Sweetspot.Core;

/// <summary>The parts of a study, in order.</summary>
public enum StudyPhase
{
    /// <summary>Candidates are proposed and trained.</summary>
    Search,

    /// <summary>Finalists are retrained with fresh seeds or on folds.</summary>
    Verification,

    /// <summary>Each finalist is trained once on all training data and meets the test data.</summary>
    Final,
}
