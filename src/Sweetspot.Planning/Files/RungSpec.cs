namespace Sweetspot.Planning;

/// <summary>The levels of training that <c>halving</c> and <c>auto</c> may stop at.</summary>
/// <param name="Least">Fewest epochs.</param>
/// <param name="Factor">How many times the epochs of a level the next one has, at least 2.</param>
public sealed record RungSpec(int Least, int Factor)
{
    /// <summary>A third at each level: what goes on is a third, so every level gets about as much time.</summary>
    public const int UsualFactor = 3;

    /// <summary>The levels, fewest epochs first: from the whole training down by the factor, rounded down, as far as the least.</summary>
    /// <param name="whole">Epochs of a whole training.</param>
    public IReadOnlyList<int> Levels(int whole)
    {
        var levels = new List<int>();
        for (var level = whole; level >= Math.Max(1, Least); level /= Factor)
        {
            levels.Add(level);
        }

        levels.Reverse();
        return levels;
    }
}
