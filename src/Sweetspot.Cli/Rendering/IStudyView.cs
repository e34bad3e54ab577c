using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Shows a study while it runs.</summary>
internal interface IStudyView : IProgress<StudyProgress>
{
    /// <summary>Runs the work while the view is on screen.</summary>
    Task<StudyOutcome> WhileAsync(Func<Task<StudyOutcome>> work);

    /// <summary>Workers are being started: something is left to train.</summary>
    void Starting();
}
