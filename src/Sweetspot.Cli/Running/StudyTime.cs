using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Tells the workers how long a training may take: the coordinator leaves the plan's time in the store, where an extended study may have more than its definition.</summary>
internal static class StudyTime
{
    /// <summary>Remembers the time and the workers of this run.</summary>
    public static ValueTask WriteAsync(IStudyStore store, long study, StudyPlan plan, CancellationToken cancellationToken) =>
        store.WriteAsync(KeyOf(study), FormattableString.Invariant($"{plan.TimeBudget.Ticks} {plan.Workers}"), cancellationToken);

    /// <summary>How long a training that begins now may take; null: as long as it needs.</summary>
    public static async ValueTask<TimeSpan?> ShareAsync(IStudyStore store, long study, StudyDefinition definition, TrialPurpose purpose, CancellationToken cancellationToken)
    {
        if ((await store.ReadAsync(KeyOf(study), cancellationToken))?.Split(' ') is not [var ticks, var workers])
        {
            return null;
        }

        var plan = definition.Plan(int.Parse(workers, CultureInfo.InvariantCulture)) with { TimeBudget = TimeSpan.FromTicks(long.Parse(ticks, CultureInfo.InvariantCulture)) };
        var clock = StudyClock.Parse(await store.ReadAsync(StudyClock.KeyOf(study), cancellationToken));
        var counts = await store.CountsAsync(study, cancellationToken);
        return TrainingShare.Of(plan, clock.Earlier, purpose, counts.GetValueOrDefault(TrialState.Completed) > 0);
    }

    private static string KeyOf(long study) => FormattableString.Invariant($"study/{study}/time");
}
