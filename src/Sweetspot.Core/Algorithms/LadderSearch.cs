namespace Sweetspot.Core;

/// <summary>The candidates of <see cref="AlgorithmSettings.InitialPopulation"/> in their order, and then no more. Never waits for results.</summary>
public sealed class LadderSearch : SequentialSearch
{
    /// <summary>Makes one.</summary>
    /// <exception cref="UserInputException">There is no feasible candidate to try.</exception>
    public LadderSearch(AlgorithmSettings settings)
        : base(settings)
    {
        if (settings.InitialPopulation.Count == 0)
        {
            throw new UserInputException("ladder: no size of the space keeps its limits; raise a limit, or leave the space to the data.");
        }
    }

    private protected override Candidate? Propose()
    {
        var candidate = Settings.InitialPopulation[Number];
        IsAtEnd = Number + 1 >= Settings.InitialPopulation.Count;
        return candidate;
    }
}
