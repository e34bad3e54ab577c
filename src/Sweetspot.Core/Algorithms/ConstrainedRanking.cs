namespace Sweetspot.Core;

/// <summary>
/// Ranks trials by constrained domination (Deb et al. 2002, §VI): feasible ones by front; then those that break limits by the sum of their
/// relative violations; then those without values, by state: pruned, infeasible, diverged, timed out, failed, lost, abandoned.
/// </summary>
internal static class ConstrainedRanking
{
    private static readonly TrialState[] WorseAndWorse =
    [
        TrialState.Completed, TrialState.Pruned, TrialState.Infeasible, TrialState.Diverged, TrialState.TimedOut, TrialState.Failed,
        TrialState.Lost, TrialState.Abandoned,
    ];

    /// <summary>Whether a trial has a value of every objective and breaks no limit.</summary>
    public static bool IsFeasible(Trial trial, IReadOnlyList<Objective> objectives, IReadOnlyList<Constraint> constraints) =>
        trial.State == TrialState.Completed && TrialLimits.Violation(trial, constraints) == 0 && TrialLimits.Minimized(trial, objectives) is not null;

    /// <summary>Each trial with its rank and crowding, best first.</summary>
    public static List<RankedTrial> Of(
        IReadOnlyList<(int Number, Trial Trial)> trials, IReadOnlyList<Objective> objectives, IReadOnlyList<Constraint> constraints)
    {
        var feasible = new List<(int Number, Trial Trial)>();
        var points = new List<double>();
        var others = new List<(int Number, Trial Trial, int State, double Violation)>();
        foreach (var (number, trial) in trials)
        {
            var isJudged = trial.State is TrialState.Completed or TrialState.Infeasible;
            var violation = isJudged ? TrialLimits.Violation(trial, constraints) : 0;
            if (trial.State == TrialState.Completed && violation == 0 && TrialLimits.Minimized(trial, objectives) is { } values)
            {
                feasible.Add((number, trial));
                points.AddRange(values);
            }
            else
            {
                others.Add((number, trial, violation > 0 ? -1 : Array.IndexOf(WorseAndWorse, trial.State), violation));
            }
        }

        var ranked = RankFeasible(feasible, [.. points], objectives.Count);
        RankOthers(others, ranked);
        ranked.Sort(RankedTrial.Compare);
        return ranked;
    }

    private static List<RankedTrial> RankFeasible(List<(int Number, Trial Trial)> trials, double[] points, int objectives)
    {
        var ranks = NonDominatedSort.Ranks(points, objectives);
        var ranked = new List<RankedTrial>();
        foreach (var front in Enumerable.Range(0, trials.Count).GroupBy(index => ranks[index]))
        {
            int[] members = [.. front];
            var crowding = CrowdingDistance.Of(points, objectives, members);
            ranked.AddRange(members.Select((index, member) => new RankedTrial(trials[index].Number, trials[index].Trial, front.Key, crowding[member])));
        }

        return ranked;
    }

    private static void RankOthers(List<(int Number, Trial Trial, int State, double Violation)> trials, List<RankedTrial> ranked)
    {
        var rank = ranked.Count == 0 ? -1 : ranked.Max(trial => trial.Rank);
        foreach (var group in trials.GroupBy(trial => (trial.State, trial.Violation)).OrderBy(group => group.Key))
        {
            rank++;
            ranked.AddRange(group.Select(trial => new RankedTrial(trial.Number, trial.Trial, rank, 0)));
        }
    }
}
