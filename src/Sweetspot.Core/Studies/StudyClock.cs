using System.Globalization;

namespace Sweetspot.Core;

/// <summary>What a study has spent over all its runs, and the budget under which its search ended.</summary>
internal sealed record StudyClock(TimeSpan Earlier, bool SearchEnded, bool Exhausted, int Trials, TimeSpan Time)
{
    public static StudyClock Zero { get; } = new(TimeSpan.Zero, false, false, 0, TimeSpan.Zero);

    /// <summary>Whether the search has ended under a budget at least as large as the plan's.</summary>
    public bool IsCoveredBy(StudyPlan plan) => SearchEnded && (Exhausted || (plan.TrialBudget <= Trials && plan.TimeBudget <= Time));

    public static StudyClock Parse(string? text)
    {
        if (text?.Split(' ') is not [var earlier, var ended, var exhausted, var trials, var time])
        {
            return Zero;
        }

        return new StudyClock(
            Span(earlier), bool.Parse(ended), bool.Parse(exhausted), int.Parse(trials, CultureInfo.InvariantCulture), Span(time));

        static TimeSpan Span(string value) => TimeSpan.FromTicks(long.Parse(value, CultureInfo.InvariantCulture));
    }

    public override string ToString() =>
        FormattableString.Invariant($"{Earlier.Ticks} {SearchEnded} {Exhausted} {Trials} {Time.Ticks}");
}
