using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>
/// The rate of a training at one of several levels: after a warm-up it is held, on a trunk that all levels share, and falls to nothing on a branch of this level's own (Hägele et al. 2024, arXiv:2405.18392). So what a lower level did is the beginning of a higher one, and two trainings of a level have had the same rates.
/// </summary>
/// <param name="Level">Epochs of this level, its branch included.</param>
/// <param name="All">Epochs of all levels, fewest first.</param>
internal sealed record LevelSchedule(int Level, IReadOnlyList<int> All)
{
    /// <summary>Share of a level's epochs in which the rate falls; at least one epoch.</summary>
    public const double BranchShare = 0.2;

    /// <summary>Epochs of a whole training.</summary>
    public int Whole => All[^1];

    /// <summary>Epochs of the branch.</summary>
    public int BranchEpochs => BranchOf(Level);

    /// <summary>Epochs of the trunk up to the branch.</summary>
    public int TrunkEpochs => Level - BranchEpochs;

    /// <summary>Epochs of the trunk after which a branch begins, of this level and those below, fewest first.</summary>
    public IEnumerable<int> TrunkEnds => All.Where(level => level <= Level).Select(level => level - BranchOf(level));

    /// <summary>The rate of a step as a share of the usual peak.</summary>
    /// <param name="step">Steps done, trunk and branch together.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    /// <param name="warmUp">Share of the lowest level's steps in which the rate rises.</param>
    /// <param name="branchedAt">Steps done where the branch began; null: it has not.</param>
    public double ShareAt(int step, int stepsPerEpoch, double warmUp, int? branchedAt)
    {
        var warm = Math.Max(1, warmUp * All[0] * stepsPerEpoch);
        var rise = Math.Min(1, (step + 1) / (warm + 1));
        var fall = branchedAt is { } start ? 1 - Math.Sqrt((step - start) / (double)(BranchEpochs * stepsPerEpoch)) : 1; // "1-sqrt"
        return rise * fall;
    }

    /// <summary>In words, for origins: <c>held, then falling to 0 over 2 epochs, at most 9 in all</c>.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"held, then falling to 0 over {Counted.Of(BranchEpochs, "epoch")}, at most {Level} in all");

    private static int BranchOf(int level) => Math.Max(1, (int)Math.Round(BranchShare * level));
}
