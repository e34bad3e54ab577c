namespace Sweetspot.Core;

/// <summary>NSGA-II (Deb et al. 2002, doi:10.1109/4235.996017) with constrained domination: of equal rank, the lonelier survive and breed.</summary>
public sealed class Nsga2Search : GenerationalSearch
{
    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no objective, or the population is smaller than 2.</exception>
    public Nsga2Search(AlgorithmSettings settings)
        : base(settings)
    {
    }

    private protected override List<RankedTrial> Survivors(List<RankedTrial> ranked) => [.. ranked.Take(Settings.PopulationSize)];

    private protected override bool IsPreferred(RankedTrial left, RankedTrial right) => left.Beats(right);
}
