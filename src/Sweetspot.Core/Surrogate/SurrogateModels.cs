namespace Sweetspot.Core;

/// <summary>What a search knows after a history: a model of each sampled objective, of each limit and of failures, and what a next trial is worth.</summary>
internal sealed class SurrogateModels
{
    private const int MostUsed = 128;
    private const int BestUsed = 96;
    private const int MostOfFront = 400;
    private const int MostOfFrontAbove3 = 20; // the boxes around it grow with a higher power of its points

    private readonly AlgorithmSettings _settings;
    private readonly IReadOnlyList<QuantityModel> _objectives;
    private readonly IReadOnlyList<QuantityModel> _limits;
    private readonly QuantityModel _failure;

    /// <summary>Makes one that has learned nothing yet.</summary>
    public SurrogateModels(AlgorithmSettings settings, SurrogateHistory history, CandidateFeatures features)
    {
        _settings = settings;
        _objectives = [.. settings.Objectives.Select(_ => new QuantityModel(features.Forms))];
        _limits = [.. history.Limits.Select(_ => new QuantityModel(features.Forms))];
        _failure = new QuantityModel(features.Forms);
    }

    /// <summary>The best trials of a history, best qualities among them; the front where there is one.</summary>
    public IReadOnlyList<int> Elite { get; private set; } = [];

    /// <summary>What trials are worth after a history, while others are pending.</summary>
    public Acquisition Learn(SurrogateHistory history, IReadOnlyList<bool> isComputed, IReadOnlyList<CandidatePlace> pending, IReadOnlyList<CandidatePlace> examples)
    {
        List<ImprovementScale> scales = [.. _settings.Objectives.Select((_, index) => ScaleOf(index, history.Objectives[index]))];
        var (front, ranked) = Ranked(history, scales);
        Elite = QuantityModel.Thinned(front, 8, 16);
        double[][] points = [.. pending.Select(one => one.Point)];
        var best = new Dictionary<int, int>();
        foreach (var (trial, place) in ranked.Select((trial, place) => (trial, place)))
        {
            best[trial] = place;
        }

        QuantityEstimate Estimate(QuantityModel model, List<Observation> observations, Func<IReadOnlyList<Observation>, Func<double, double>> scaleOf)
        {
            var order = Enumerable.Range(0, observations.Count).OrderBy(place => best.GetValueOrDefault(observations[place].Trial, int.MaxValue)).ThenBy(place => place).ToList();
            return model.Learn(observations, scaleOf, [.. QuantityModel.Thinned(order, BestUsed, MostUsed).Order()], points);
        }

        List<QuantityEstimate?> objectives =
        [
            .. _settings.Objectives.Select((_, index) => isComputed[index]
                ? null
                : Estimate(_objectives[index], history.Objectives[index], seen => ScaleOf(index, seen).Of)),
        ];
        List<QuantityEstimate> limits = [.. _limits.Select((model, index) => (model, index)).Where(pair => history.Excess[pair.index].Exists(one => one.Value > 0))
            .Select(pair => Estimate(pair.model, history.Excess[pair.index], AsItIs))];
        var failure = history.HasFailures ? Estimate(_failure, history.Failure, AsItIs) : null;
        var most = scales.Count > 3 ? MostOfFrontAbove3 : MostOfFront;
        return new Acquisition(objectives, scales, limits, failure, [.. QuantityModel.Thinned(front, scales.Count, most).Select(Values)], pending, examples);

        double[] Values(int trial) => [.. _settings.Objectives.Select((objective, index) => scales[index].Of(history[trial].Value(objective.Name)!.Value))];
    }

    private ImprovementScale ScaleOf(int index, IReadOnlyList<Observation> seen) => new(_settings.Objectives[index], isCost: index > 0, [.. seen.Select(one => one.Value)]);

    private static Func<double, double> AsItIs(IReadOnlyList<Observation> seen) => value => value;

    /// <summary>The front, the best of each objective first, and all feasible trials, front by front.</summary>
    private (IReadOnlyList<int> Front, IReadOnlyList<int> Ranked) Ranked(SurrogateHistory history, List<ImprovementScale> scales)
    {
        if (history.Feasible.Count == 0)
        {
            return ([], []);
        }

        double[] points = [.. history.Feasible.SelectMany(trial => _settings.Objectives.Select((objective, index) => scales[index].Of(history[trial].Value(objective.Name)!.Value)))];
        var ranks = NonDominatedSort.Ranks(points, scales.Count);
        var order = Enumerable.Range(0, ranks.Length).OrderBy(index => ranks[index]).ThenBy(index => points[index * scales.Count]).ThenBy(index => index).ToList();
        var front = order.TakeWhile(index => ranks[index] == 0).ToList();
        List<int> extremes = [.. Enumerable.Range(0, scales.Count).Select(objective => front.MinBy(index => points[(index * scales.Count) + objective]))];
        return ([.. extremes.Concat(front).Distinct().Select(index => history.Feasible[index])], [.. order.Select(index => history.Feasible[index])]);
    }
}
