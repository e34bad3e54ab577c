using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Which trials of a search are worth retraining next.</summary>
/// <remarks>
/// The decision will be "the cheapest whose quality is not distinguishably worse than the best", but the values seen so far are of single runs: the
/// best of them are lucky, and so are the cheapest where a cost, such as the time to the best checkpoint, is a matter of luck as well. So quality and
/// trained costs are estimated from all trials and retrainings together (<see cref="GaussianProcess"/>). Worth retraining is what seems the best, and
/// then what is likely to be good enough while nothing cheaper is. Retrainings sharpen the estimates, so finalists are chosen a few at a time.
/// </remarks>
public sealed class FinalistSelection
{
    /// <summary>The estimates are made from so many trials at most, the best: their time grows with the cube of it.</summary>
    private const int MostTrials = 200;

    private readonly ImmutableArray<Constraint> _constraints;
    private readonly Objective _quality;
    private readonly ImmutableArray<string> _costs;
    private readonly QualityScale _scale;
    private readonly int _verificationRows;
    private readonly RelativeGoal? _goal;

    /// <summary>Makes one for a study.</summary>
    /// <param name="objectives">The study's objectives.</param>
    /// <param name="constraints">Its limits.</param>
    /// <param name="quality">The quality among the objectives.</param>
    /// <param name="validationRows">Rows that a trial's quality is measured on.</param>
    /// <param name="verificationRows">Rows that a finalist's quality is measured on, over all folds.</param>
    /// <param name="goals">Goals relative to the best: one on the quality takes the place of the standard error.</param>
    /// <param name="sizeMetric">The metric that is the cost where no objective is.</param>
    public FinalistSelection(
        IReadOnlyList<Objective> objectives, IEnumerable<Constraint> constraints, Objective quality, int validationRows, int verificationRows,
        IEnumerable<RelativeGoal>? goals = null, string sizeMetric = "parameters")
    {
        (_constraints, _quality, _verificationRows) = ([.. constraints], quality, verificationRows);
        _goal = goals?.FirstOrDefault(goal => goal.Metric == quality.Name);
        _costs = ChoosingValues.CostMetrics(objectives, quality, sizeMetric);
        _scale = new QualityScale(quality, validationRows);
    }

    /// <summary>Up to <paramref name="count"/> trials whose candidates have not been retrained yet, the one that matters most first.</summary>
    /// <param name="searched">All trials of the search; those that did not complete or break a limit are passed over.</param>
    /// <param name="verifications">All retrainings so far.</param>
    /// <param name="count">Most to return.</param>
    public IReadOnlyList<Trial> Next(IEnumerable<Trial> searched, IReadOnlyList<Trial> verifications, int count)
    {
        var trials = Eligible(searched);
        if (trials.Count == 0 || count <= 0)
        {
            return [];
        }

        var verified = verifications.GroupBy(trial => trial.Candidate).ToDictionary(group => group.Key, group => group.Where(IsComplete).ToList());
        var (cheapestFirst, worth, best) = Worth(trials, verified);
        return
        [
            .. cheapestFirst.OrderByDescending(i => worth[i]).Prepend(verified.Count == 0 ? best : cheapestFirst.MaxBy(i => worth[i]))
                .Select(i => trials[i]).Where(trial => !verified.ContainsKey(trial.Candidate)).DistinctBy(trial => trial.Candidate).Take(count),
        ];
    }

    /// <summary>What these trials alone would recommend: the cheapest that is likely to be good enough. Null where none completed within the limits.</summary>
    public Candidate? Favourite(IEnumerable<Trial> searched)
    {
        var trials = Eligible(searched);
        if (trials.Count == 0)
        {
            return null;
        }

        var (cheapestFirst, worth, _) = Worth(trials, []);
        return trials[cheapestFirst.MaxBy(i => worth[i])].Candidate;
    }

    private List<Trial> Eligible(IEnumerable<Trial> searched) =>
        [.. searched.Where(IsEligible).OrderBy(trial => _scale.Of(Quality(trial))).ThenBy(trial => trial.Number).Take(MostTrials)];

    /// <summary>Of each trial how likely it is the answer: good enough, while nothing cheaper is. With their order by cost, and the one that seems the best.</summary>
    private (List<int> CheapestFirst, double[] Worth, int Best) Worth(List<Trial> trials, Dictionary<Candidate, List<Trial>> verified)
    {
        var estimates = new TrialEstimates(trials, verified);
        var quality = estimates.Of(trial => _scale.Of(Quality(trial)), isSampled: true);
        var costs = _costs.Select(cost => estimates.Of(trial => Math.Log(Math.Max(trial.Value(cost) ?? 0, double.Epsilon)), Metrics.Find(cost)?.Knowledge == Knowledge.Trained)).ToList();
        var best = Enumerable.Range(0, trials.Count).MinBy(i => quality[i].Mean);
        var enough = _goal is null ? _scale.OneErrorWorse(quality[best].Mean, _verificationRows) : _scale.AsFarAs(quality[best].Mean, _goal);

        var cheapestFirst = Enumerable.Range(0, trials.Count).OrderBy(i => costs.Average(cost => cost[i].Mean)).ThenBy(i => trials[i].Number).ToList();
        var worth = new double[trials.Count];
        var cheaperIsEnough = 0.0;
        foreach (var i in cheapestFirst)
        {
            var isEnough = Normal((enough - quality[i].Mean) / Math.Max(quality[i].Deviation, 1e-9));
            worth[i] = isEnough * (1 - cheaperIsEnough);
            cheaperIsEnough = Math.Max(cheaperIsEnough, isEnough);
        }

        return (cheapestFirst, worth, best);
    }

    /// <summary>The normal distribution function, to within 0.01: the logistic function of 1.702 z.</summary>
    private static double Normal(double z) => 1 / (1 + Math.Exp(-1.702 * z));

    private bool IsComplete(Trial trial) => ChoosingValues.Completed(trial, _quality.Name) is not null;

    private bool IsEligible(Trial trial) =>
        IsComplete(trial) && _constraints.All(limit => limit.Violation(ChoosingValues.Lookup(trial)) <= 0);

    private double Quality(Trial trial) => trial.Metrics[_quality.Name].Value;
}
