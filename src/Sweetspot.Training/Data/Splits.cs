using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>
/// Splits of training rows into rows to learn from and rows held out: stratified by class (for regression by quantiles of the target), whole
/// groups on one side, equal for equal seeds; ratings by user; where data have times to split by, the newest. A class with one member, or all in one group, always stays in training.
/// </summary>
public static class Splits
{
    private const int Quantiles = 10;

    /// <summary>Holds out about <paramref name="fraction"/> of the training rows.</summary>
    /// <param name="dataset">Whose rows.</param>
    /// <param name="fraction">Over 0, under 1.</param>
    /// <param name="seed">Decides which rows.</param>
    /// <exception cref="UserInputException">No row can be held out.</exception>
    public static Split Validation(Dataset dataset, double fraction, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fraction, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fraction, 1);
        if (!dataset.Times.IsEmpty)
        {
            return Of(TimeSplits.HoldOut(dataset.Times.AsSpan(), dataset.Groups, fraction));
        }

        var held = dataset.HoldOut(fraction, seed) ?? Dealer.HoldOut(Strata(dataset), dataset.Groups, fraction, RandomStream.For(seed, 0, "validation"));
        return held.Contains(true) ? Judged(dataset, Of(held), RandomStream.For(seed, 0, "judged pairs")) : throw NothingToHoldOut(dataset);
    }

    /// <summary>Holds out one of <paramref name="folds"/> parts; over all folds each row is held out once, lone classes never.</summary>
    /// <remarks>By time, the folds are later and later parts of the newer half, each to be answered by what is older. Where there are fewer groups than folds, the first parts are held out again, so that no fold is empty.</remarks>
    /// <param name="dataset">Whose rows.</param>
    /// <param name="fold">From 0.</param>
    /// <param name="folds">At least 2.</param>
    /// <param name="seed">Equal for all folds of one partition.</param>
    /// <exception cref="UserInputException">No row can be held out.</exception>
    public static Split Fold(Dataset dataset, int fold, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, folds);
        if (!dataset.Times.IsEmpty)
        {
            return TimeSplits.Fold(dataset.Times.AsSpan(), dataset.Groups, fold, folds);
        }

        var parts = dataset.Deal(folds, seed) ?? Dealer.Deal(Strata(dataset), dataset.Groups, folds, RandomStream.For(seed, folds, "folds"));
        var used = parts.Where(part => part >= 0).Distinct().Order().ToList();
        return used.Count > 0
            ? Judged(dataset, Of(Array.ConvertAll(parts, part => part == used[fold % used.Count])), RandomStream.For(seed, fold, "judged pairs"))
            : throw NothingToHoldOut(dataset);
    }

    /// <summary>All training rows, none held out: the final training.</summary>
    public static Split Everything(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new Split([.. Enumerable.Range(0, dataset.Profile.Rows)], []);
    }

    private static UserInputException NothingToHoldOut(Dataset dataset) => new(dataset.Profile.IsOfPairs
        ? "No row can be held out: no user has two rows. More rows of the same users are needed."
        : dataset.Profile.Kind == TaskKind.Translation ? "No row can be held out: all rows have one source or lie in one group. Other rows, or another --group, are needed."
        : "No row can be held out: each class has one member or lies in one group. More rows, or another --group, are needed.");

    private static Split Of(bool[] held) => new(
        [.. Enumerable.Range(0, held.Length).Where(row => !held[row])],
        [.. Enumerable.Range(0, held.Length).Where(row => held[row])]);

    /// <summary>Of many pairs held out, those that are judged; the others are not learned from either.</summary>
    private static Split Judged(Dataset dataset, Split split, RandomStream stream) => dataset.Profile.Kind == TaskKind.Translation
        ? split with { Validation = PairSplits.Judged(split.Validation, TrainingDefaults.MostTranslated, stream) }
        : split;

    private static int[] Strata(Dataset dataset) => dataset.Classes.IsEmpty
        ? Dealer.Quantiles(dataset.Targets.AsSpan(0, dataset.Profile.Rows), Quantiles)
        : [.. dataset.Classes.Take(dataset.Profile.Rows)];
}
