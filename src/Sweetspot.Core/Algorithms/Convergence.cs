namespace Sweetspot.Core;

/// <summary>Whether more trials would pay: hardly any gain is expected, and the recommendation has long been the same.</summary>
internal sealed class Convergence(Func<IReadOnlyList<Trial>, Candidate?> recommend)
{
    /// <summary>Of the hypervolume; what the next ten trials may be expected to add.</summary>
    public const double LeastShare = 0.001;

    /// <summary>Trials over which the recommendation must not have changed.</summary>
    public const int Unchanged = 20;

    private readonly Dictionary<int, Candidate?> _recommended = [];

    /// <summary>Whether the search may end.</summary>
    /// <param name="ended">All trials, in the order of ending.</param>
    /// <param name="expectedShare">What the next ten are expected to add, as a share of the hypervolume.</param>
    public bool IsReached(IReadOnlyList<Trial> ended, double expectedShare)
    {
        if (expectedShare >= LeastShare || ended.Count <= Unchanged || After(ended, ended.Count) is not { } now)
        {
            return false;
        }

        return Enumerable.Range(1, Unchanged).All(back => now.Equals(After(ended, ended.Count - back)));
    }

    /// <summary>The recommendation after the first so many trials.</summary>
    private Candidate? After(IReadOnlyList<Trial> ended, int count)
    {
        if (!_recommended.TryGetValue(count, out var candidate))
        {
            candidate = _recommended[count] = recommend([.. ended.Take(count)]);
        }

        return candidate;
    }
}
