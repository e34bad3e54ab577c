namespace Sweetspot.Core;

/// <summary>
/// NSGA-III (Deb and Jain 2014, doi:10.1109/TEVC.2013.2281535) with constrained domination: of the last front that fits, those survive whose directions
/// from the ideal point are served least; so a front of three and more objectives is covered evenly.
/// </summary>
public sealed class Nsga3Search : GenerationalSearch
{
    private readonly ReferenceSurvival _survival;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no objective, or the population is smaller than 2.</exception>
    public Nsga3Search(AlgorithmSettings settings)
        : base(settings) =>
        _survival = new ReferenceSurvival(settings.PopulationSize, MostRanked, settings.Objectives.Count, RandomStream.For(settings.Seed, 0, "niches"));

    private protected override List<RankedTrial> Survivors(List<RankedTrial> ranked)
    {
        List<RankedTrial> feasible = [.. ranked.TakeWhile(trial => ConstrainedRanking.IsFeasible(trial.Trial, Settings.Objectives, Settings.Constraints))];
        if (feasible.Count <= Settings.PopulationSize)
        {
            return [.. ranked.Take(Settings.PopulationSize)];
        }

        var survives = _survival.Select([.. feasible.SelectMany(trial => TrialLimits.Minimized(trial.Trial, Settings.Objectives)!)]);
        var survivors = new List<RankedTrial>(Settings.PopulationSize);
        for (var place = 0; place < feasible.Count; place++)
        {
            if (survives[place])
            {
                survivors.Add(feasible[place]);
            }
        }

        return survivors;
    }

    /// <summary>By rank alone: within a front every direction counts the same.</summary>
    private protected override bool IsPreferred(RankedTrial left, RankedTrial right) => left.Rank <= right.Rank;
}
