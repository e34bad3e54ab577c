using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>Values of one source of numbers, for each training row and then each test row.</summary>
internal abstract class FeatureSeries
{
    /// <summary>Numbers that it takes in an encoded row, whatever it is fitted on.</summary>
    public abstract int Width { get; }

    /// <summary>Ids that it has where a model embeds it, 0 for unseen values among them; null for what is not embedded.</summary>
    public virtual int? Levels => null;

    /// <summary>Fits statistics to some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="asIds">Whether what can be embedded becomes an id.</param>
    public abstract FittedColumn Fit(ImmutableArray<int> rows, bool asIds = false);

    /// <summary>Writes the numbers of each row at <paramref name="column"/> of its <paramref name="stride"/>.</summary>
    public abstract void Write(FittedColumn fitted, float[] target, int column, int stride);
}

/// <summary>Numbers; NaN where missing.</summary>
internal sealed class NumberSeries(string source, NumberPart part, string? format, double[] values, bool indicator) : FeatureSeries
{
    private const double LogSkewness = 1;
    private const double ScaleShare = 0.1;

    public override int Width => indicator ? 2 : 1;

    public override FittedColumn Fit(ImmutableArray<int> rows, bool asIds = false)
    {
        var known = new List<double>(rows.Length);
        foreach (var row in rows)
        {
            if (!double.IsNaN(values[row]))
            {
                known.Add(values[row]);
            }
        }

        var sorted = known.ToArray();
        Array.Sort(sorted);
        var median = sorted.Length > 0 ? sorted[sorted.Length / 2] : 0;
        var scale = LogScale(sorted);
        var spread = new double[rows.Length];
        for (var i = 0; i < spread.Length; i++)
        {
            var value = values[rows[i]];
            spread[i] = FittedNumber.Spread(double.IsNaN(value) ? median : value, scale);
        }

        var moments = Moments.Of(spread);
        return new FittedNumber(source, part, format, indicator, median, scale, moments.Mean, moments.Deviation > 0 ? moments.Deviation : 1);
    }

    public override void Write(FittedColumn fitted, float[] target, int column, int stride)
    {
        var number = (FittedNumber)fitted;
        for (var row = 0; row < values.Length; row++)
        {
            var at = (row * stride) + column;
            target[at] = number.Encode(values[row]);
            if (indicator)
            {
                target[at + 1] = double.IsNaN(values[row]) ? 1 : 0;
            }
        }
    }

    /// <summary>A tenth of the median of the positive values where none is negative and the tail is heavy; else null. A tenth rather than the median: small frequencies spread.</summary>
    private static double? LogScale(double[] sorted)
    {
        if (sorted.Length == 0 || sorted[0] < 0 || Moments.Of(sorted).Skewness <= LogSkewness)
        {
            return null;
        }

        var first = Array.FindIndex(sorted, value => value > 0);
        return ScaleShare * sorted[first + ((sorted.Length - first) / 2)];
    }
}

/// <summary>Categories: the index of each row's level, or −1 where it has none of them; of one with many levels, also its id among all of them.</summary>
/// <param name="source">Column of the table.</param>
/// <param name="levels">Levels that have a number each.</param>
/// <param name="indices">Index of each row among <paramref name="levels"/>.</param>
/// <param name="all">All levels, where there are enough to embed; empty elsewhere.</param>
/// <param name="ids">Index of each row among <paramref name="all"/>.</param>
internal sealed class CategorySeries(string source, ImmutableArray<string> levels, int[] indices, ImmutableArray<string> all = default, int[]? ids = null) : FeatureSeries
{
    public override int Width => levels.Length;

    public override int? Levels => all.IsDefaultOrEmpty ? null : all.Length + 1;

    /// <summary>The same with one number a level, whatever a model asks.</summary>
    public CategorySeries OneHot() => new(source, levels, indices);

    public override FittedColumn Fit(ImmutableArray<int> rows, bool asIds = false) =>
        asIds && !all.IsDefaultOrEmpty ? new FittedCategory(source, all) { IsId = true } : new FittedCategory(source, levels);

    public override void Write(FittedColumn fitted, float[] target, int column, int stride)
    {
        for (var row = 0; row < indices.Length; row++)
        {
            if (indices[row] >= 0)
            {
                target[(row * stride) + column + indices[row]] = 1;
            }
        }
    }

    /// <summary>Writes the id of each row: 0 where it has no known level.</summary>
    public void WriteIds(int[] target, int column, int stride)
    {
        var known = ids ?? indices;
        for (var row = 0; row < known.Length; row++)
        {
            target[(row * stride) + column] = known[row] + 1;
        }
    }
}
