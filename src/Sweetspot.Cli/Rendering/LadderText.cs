using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>What a ladder of trainings came to: the trainings, and the law that they tell.</summary>
internal static class LadderText
{
    /// <summary>Prints it, and says with which code to end.</summary>
    public static int Write(StudyResult ladder, bool isJson)
    {
        if (!ladder.Trials.Any(trial => trial.State == TrialState.Completed))
        {
            Console.Error.WriteLine("error: none of the trainings completed.");
            return ExitCode.NoTrialCompleted;
        }

        LawAnswer law;
        try
        {
            law = StudyLaw.Of(ladder);
        }
        catch (UserInputException exception)
        {
            // What was trained is kept whatever it tells; the same line comes from fit.
            Console.Error.WriteLine(string.Join(Environment.NewLine, exception.Problems.Select(problem => $"No law: {problem}")));
            return ladder.State == StudyState.Running ? ExitCode.Ok : ExitCode.NothingFeasible;
        }

        Console.Out.WriteLine(isJson ? law.Json() : law.Text());
        Console.Error.WriteLine($"For other budgets, a plot or a file for plan: sweetspot fit {ladder.Name} --budget 1e16 --plot law.svg, sweetspot fit {ladder.Name} --json > law.json");
        return ExitCode.Ok;
    }
}
