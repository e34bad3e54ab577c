namespace Sweetspot.Core;

/// <summary>Draws feasible points, each gene uniform on its scale. Never waits for results.</summary>
public sealed class RandomSearch : SequentialSearch
{
    /// <summary>Makes one.</summary>
    public RandomSearch(AlgorithmSettings settings)
        : base(settings)
    {
    }

    private protected override Candidate? Propose() => Fresh(Stream());
}
