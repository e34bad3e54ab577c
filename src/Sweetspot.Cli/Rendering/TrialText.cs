using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Trials in a line of text.</summary>
/// <param name="describe">A candidate as a model: <c>mlp 64-128-10</c>.</param>
/// <param name="objectives">What a study makes better.</param>
internal sealed class TrialText(Func<Candidate, string> describe, IReadOnlyList<Objective> objectives)
{
    public string Name(Trial trial) => describe(trial.Candidate);

    public string Line(Trial trial) => trial.State == TrialState.Completed
        ? $"{Name(trial)}: {string.Join(", ", Values(trial).DefaultIfEmpty("trained on all the data"))}"
        : $"{Name(trial)}: {StateName.Of(trial.State)}{(trial.Reason is null ? "" : $", {trial.Reason}")}";

    /// <summary>Without test data a final training has no quality to show.</summary>
    private IEnumerable<string> Values(Trial trial) => objectives.Select(objective => Shown(trial, objective))
        .Where(metric => trial.Request.Purpose != TrialPurpose.Final || trial.Metrics.ContainsKey(metric))
        .Select(metric => $"{Metrics.Label(metric)} {Value(trial, metric)}");

    /// <summary>A final training has no validation data: its test value stands in.</summary>
    private static string Shown(Trial trial, Objective objective) =>
        trial.Metrics.ContainsKey(objective.Name) ? objective.Name : $"test_{objective.Name}";

    public static string Phase(StudyProgress progress)
    {
        var what = progress.Phase switch
        {
            StudyPhase.Search => "search",
            StudyPhase.Verification => "verify",
            _ => "final",
        };
        var total = progress.Total == int.MaxValue ? "" : $"/{progress.Total}";
        return $"{what} {progress.Done}{total} {NumberFormat.Seconds(progress.Elapsed.TotalSeconds)}";
    }

    public static string Value(Trial trial, string metric) =>
        trial.Metrics.TryGetValue(metric, out var measurement) ? NumberFormat.Value(measurement.Value, measurement.Unit) : "–";
}
