using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Columns of a new table, read as the columns of the training table were.</summary>
internal sealed class NewColumns(TextTable table, string file)
{
    private readonly ImmutableArray<int> _rows = [.. Enumerable.Range(0, table.Rows)];
    private readonly List<string> _missing = [];
    private readonly List<string> _notes = [];

    /// <summary>Values that could not be read, a line a column.</summary>
    public IEnumerable<string> Notes => _notes.Distinct();

    /// <summary>Values for a fitted column; null where the table lacks it.</summary>
    public FeatureSeries? Series(FittedColumn fitted)
    {
        if (table.Find(fitted.Source) is not { } column)
        {
            _missing.Add(fitted.Source);
            return null;
        }

        return fitted switch
        {
            FittedNumber number => Numbers(number, column),
            FittedCategory category => Categories(category, column),
            _ => throw new InvalidOperationException($"No column is known for {fitted.GetType().Name}."),
        };
    }

    /// <summary>A column by its name; null where the table lacks it, which is noted.</summary>
    public TextColumn? Find(string name)
    {
        var column = table.Find(name);
        if (column is null)
        {
            _missing.Add(name);
        }

        return column;
    }

    /// <summary>The text of each row; columns that the table lacks are noted as missing.</summary>
    public ImmutableArray<string> Texts(ImmutableArray<string> names)
    {
        var columns = names.Select(table.Find).ToList();
        _missing.AddRange(names.Where((_, index) => columns[index] is null));
        var texts = TextReader.Join([.. columns.OfType<TextColumn>()], _rows);
        if (TextReader.Empty(string.Join(" + ", names), texts) is { } empty)
        {
            _notes.Add(empty);
        }

        return texts;
    }

    public void ThrowIfMissing()
    {
        if (_missing.Count > 0)
        {
            var names = table.Columns.Select(column => column.Name).ToList();
            throw new UserInputException(_missing.Distinct().Select(name => $"{file}: the column {name} is missing.{NearestName.Hint(name, names)}"));
        }
    }

    /// <summary>The values of an id column whose values differ, else row numbers from 1.</summary>
    public ImmutableArray<string> Ids()
    {
        var column = table.Find("id") ?? table.Columns.FirstOrDefault(column => column.Name.EndsWith("_id", StringComparison.OrdinalIgnoreCase));
        return column is not null && column.Levels.Count == table.Rows
            ? [.. _rows.Select(row => column[row])]
            : [.. _rows.Select(row => (row + 1).ToString(CultureInfo.InvariantCulture))];
    }

    private NumberSeries Numbers(FittedNumber number, TextColumn column)
    {
        var values = number.DateFormat is { } way
            ? column.Map(text => DateText.Part(text, way, number.Part), _rows)
            : column.Map(NumberText.ParseOrNaN, _rows);
        var bad = Enumerable.Range(0, values.Length).Where(row => double.IsNaN(values[row]) && !NumberText.IsMissing(column[row])).ToList();
        if (bad.Count > 0)
        {
            var what = number.DateFormat is null ? "numbers" : $"dates written {number.DateFormat}";
            _notes.Add(string.Create(
                CultureInfo.InvariantCulture, $"{table.Place(bad[0])}: {column.Name} is \"{column[bad[0]]}\"; {bad.Count:N0} such values are not {what} and count as missing."));
        }

        return new NumberSeries(number.Source, number.Part, number.DateFormat, values, number.Indicator);
    }

    private CategorySeries Categories(FittedCategory category, TextColumn column)
    {
        var known = CategoryIndex.Of(category.Levels);
        var indices = column.Map(known.Find, _rows);
        var unknown = indices.Count(index => index < 0);
        if (unknown > 0)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{column.Name}: {Counted.Of(unknown, "row has", "rows have")} a value that no training row has."));
        }

        return new CategorySeries(category.Source, category.Levels, indices, category.IsId ? category.Levels : default, indices);
    }
}
