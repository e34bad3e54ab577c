using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>A plain line for every trial that ends: for pipes and logs.</summary>
internal sealed class LineView(TextWriter output, TrialText text) : IStudyView
{
    public Task<StudyOutcome> WhileAsync(Func<Task<StudyOutcome>> work) => work();

    public void Starting() => output.WriteLine("Starting the workers; a line follows for every training that ends.");

    public void Report(StudyProgress value)
    {
        if (value.Ended is { } trial)
        {
            output.WriteLine($"{TrialText.Phase(value)}  {text.Line(trial)}");
        }
    }
}
