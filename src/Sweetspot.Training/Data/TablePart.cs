using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>Columns of numbers and categories. Categories of many levels are encoded as one number a level, or as an id that a model embeds.</summary>
/// <param name="series">The columns, in order.</param>
internal sealed class TablePart(ImmutableArray<FeatureSeries> series)
{
    /// <summary>The columns.</summary>
    public ImmutableArray<FeatureSeries> Series => series;

    /// <summary>Numbers of a row beside the ids.</summary>
    public int NumberCount => series.Sum(one => one.Levels is null ? one.Width : 0);

    /// <summary>Ids of each column that can be embedded.</summary>
    public ImmutableArray<int> Levels => [.. series.Select(one => one.Levels).OfType<int>()];

    /// <summary>The same columns, but that one number is left where all could be embedded: the one of the fewest levels is not.</summary>
    public static TablePart Of(ImmutableArray<FeatureSeries> series)
    {
        if (series.IsEmpty || series.Any(one => one.Levels is null))
        {
            return new TablePart(series);
        }

        var narrowest = series.OfType<CategorySeries>().MinBy(one => one.Levels)!;
        return new TablePart([.. series.Select(one => ReferenceEquals(one, narrowest) ? narrowest.OneHot() : one)]);
    }

    /// <summary>Fits each column to some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="asIds">Whether categories of many levels become ids.</param>
    public ImmutableArray<FittedColumn> Fit(ImmutableArray<int> rows, bool asIds) => [.. series.Select(one => one.Fit(rows, asIds))];

    /// <summary>Numbers of all rows, [rows × numbers], row-major.</summary>
    public static float[] Features(ImmutableArray<FeatureSeries> series, ImmutableArray<FittedColumn> fitted, int rows)
    {
        var stride = fitted.Sum(one => one.Width);
        var result = new float[checked(rows * stride)];
        var column = 0;
        foreach (var (one, fit) in series.Zip(fitted))
        {
            if (fit.Width > 0)
            {
                one.Write(fit, result, column, stride);
                column += fit.Width;
            }
        }

        return result;
    }

    /// <summary>Writes the ids of each row, one a column that is embedded.</summary>
    public static void WriteIds(ImmutableArray<FeatureSeries> series, ImmutableArray<FittedColumn> fitted, int[] target, int start, int stride)
    {
        foreach (var (one, fit) in series.Zip(fitted))
        {
            if (fit is FittedCategory { IsId: true } && one is CategorySeries category)
            {
                category.WriteIds(target, start++, stride);
            }
        }
    }
}
