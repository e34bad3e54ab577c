using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Reads the times that a table is split by: numbers, or dates as <see cref="DateText"/> knows them.</summary>
internal static class TimeColumn
{
    /// <summary>Time of each row, later ones larger; a missing one is negative infinity, the oldest. Their unit does not matter.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="place">Where a row stands, for messages.</param>
    /// <param name="notes">Gets a line where values are missing.</param>
    /// <exception cref="UserInputException">A value is neither a number nor a date, or all are missing or the same.</exception>
    public static double[] Read(TextColumn column, IReadOnlyList<int> rows, Func<int, string> place, List<string> notes)
    {
        var (values, unread) = Try(column, rows);
        if (unread.Count > 0)
        {
            var more = unread.Count > 1 ? $", and {Counted.Of(unread.Count - 1, "more is", "more are")} not" : "";
            throw new UserInputException($"{place(unread[0])}: the time {column.Name} is \"{column[unread[0]]}\", neither a number nor a date as the other rows write it{more}; correct the file, or name another column with --time-column.");
        }

        var known = values.Where(value => !double.IsNaN(value)).ToList();
        if (known.Count == 0 || known.Max() <= known.Min())
        {
            throw new UserInputException($"{column.Name}: {(known.Count == 0 ? "no row has a time" : "all rows have the same time")}, so nothing can be split by it; name another column with --time-column, or leave it out.");
        }

        if (known.Count < values.Length)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{column.Name}: {Counted.Of(values.Length - known.Count, "row has no time and counts", "rows have no time and count")} as the oldest."));
        }

        return Array.ConvertAll(values, value => double.IsNaN(value) ? double.NegativeInfinity : value);
    }

    /// <summary>Time of each row, NaN where there is none, and the rows whose text is neither missing nor a time.</summary>
    public static (double[] Values, List<int> Unread) Try(TextColumn column, IReadOnlyList<int> rows)
    {
        var present = column.Map(text => !NumberText.IsMissing(text), rows);
        var values = column.Map(NumberText.ParseOrNaN, rows);
        if (Unread().Count > 0 && DateText.WayOf([.. rows.Where((_, at) => present[at]).Select(row => column[row]).Distinct()]) is { } way)
        {
            values = column.Map(text => DateText.Part(text, way, NumberPart.Days), rows);
        }

        return (values, Unread());

        List<int> Unread() => [.. rows.Where((_, at) => present[at] && double.IsNaN(values[at]))];
    }
}
