using System.Globalization;

namespace Sweetspot.Core;

/// <summary>What a study has spent over all its runs, and the budget under which its search ended.</summary>
/// <param name="Earlier">Wall-clock time spent.</param>
/// <param name="SearchEnded">Whether the search has ended.</param>
/// <param name="Exhausted">Whether it ended since the space was exhausted.</param>
/// <param name="Trials">Budget of trials under which it ended.</param>
/// <param name="Time">Budget of time under which it ended.</param>
/// <param name="Converged">Whether it ended since no more gain was expected.</param>
/// <param name="Repeats">How often each finalist is retrained; 0 while that is not decided.</param>
/// <param name="Searched">Time spent when it ended; zero where not known.</param>
public sealed record StudyClock(TimeSpan Earlier, bool SearchEnded, bool Exhausted, int Trials, TimeSpan Time, bool Converged = false, int Repeats = 0, TimeSpan Searched = default)
{
    /// <summary>Nothing spent.</summary>
    public static StudyClock Zero { get; } = new(TimeSpan.Zero, false, false, 0, TimeSpan.Zero);

    /// <summary>How the search ended.</summary>
    public StudyState End => Exhausted ? StudyState.Exhausted : Converged ? StudyState.Converged : StudyState.Done;

    /// <summary>Whether nothing is left to search: the space is exhausted, the search has converged and may, or its budget was at least as large as the plan's.</summary>
    public bool IsCoveredBy(StudyPlan plan) => SearchEnded && (Exhausted || (Converged ? plan.EndsConverged : plan.TrialBudget <= Trials && plan.TimeBudget <= Time));

    /// <summary>The store's key for a study's clock.</summary>
    public static string KeyOf(long study) => FormattableString.Invariant($"study/{study}/clock");

    /// <summary>Reads what <see cref="ToString"/> wrote; null is a study that has not begun.</summary>
    public static StudyClock Parse(string? text)
    {
        if (text?.Split(' ') is not [var earlier, var ended, var exhausted, var trials, var time, .. var rest])
        {
            return Zero;
        }

        return new StudyClock(
            Span(earlier), bool.Parse(ended), bool.Parse(exhausted), int.Parse(trials, CultureInfo.InvariantCulture), Span(time),
            rest is [var converged, ..] && bool.Parse(converged), // studies of before have fewer words
            rest is [_, var repeats, _] ? int.Parse(repeats, CultureInfo.InvariantCulture) : 0,
            rest is [_, _, var searched] ? Span(searched) : TimeSpan.Zero);

        static TimeSpan Span(string value) => TimeSpan.FromTicks(long.Parse(value, CultureInfo.InvariantCulture));
    }

    /// <summary>One line for the store.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Earlier.Ticks} {SearchEnded} {Exhausted} {Trials} {Time.Ticks} {Converged} {Repeats} {Searched.Ticks}");
}
