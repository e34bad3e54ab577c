using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The rows of a table that a law can be fitted to: finite numbers above 0 in every column that it needs.</summary>
/// <param name="Rows">Values in the order of the columns asked for.</param>
/// <param name="Places">Where each of <paramref name="Rows"/> stands.</param>
/// <param name="Excluded">Rows left out, one line each with the reason.</param>
/// <param name="Warnings">What else was seen.</param>
public sealed record MeasuredRows(ImmutableArray<double[]> Rows, ImmutableArray<string> Places, ImmutableArray<string> Excluded, ImmutableArray<string> Warnings)
{
    private static readonly string[] s_metricWords = ["metric", "metrics", "unit", "units", "measure", "benchmark", "tokenizer", "eval", "evaluation", "downstream"];

    /// <summary>Reads columns of the rows that meet the conditions.</summary>
    /// <param name="table">The table.</param>
    /// <param name="where">Conditions on its columns.</param>
    /// <param name="columns">Columns to read, each with the flag that named it.</param>
    /// <exception cref="UserInputException">A column is missing, a condition cannot be read, metrics are mixed, or more rows are unusable than usable.</exception>
    public static MeasuredRows Read(TableData table, IEnumerable<string> where, params IReadOnlyList<(string Flag, string Column)> columns)
    {
        var problems = columns.Where(asked => table.Find(asked.Column) is null)
            .Select(asked => $"{asked.Flag}: {table.Name} has no column {asked.Column}{Nearest.Hint(asked.Column, [.. table.Columns.Select(column => column.Name)])}").ToList();
        var conditions = RowConditions.Read(table, where, problems);
        Throw(problems);

        var kept = conditions.Kept(problems);
        Throw(problems);

        var read = columns.Select(asked => table.Find(asked.Column)!).ToList();
        var reasons = kept.ConvertAll(row => Reason(read, row));
        var usable = kept.Where((_, index) => reasons[index] is null).ToList();
        var excluded = kept.Zip(reasons).Where(pair => pair.Second is not null).Select(pair => $"{table.Place(pair.First)}: {pair.Second}").ToImmutableArray();
        if (usable.Count < excluded.Length || usable.Count == 0)
        {
            throw new UserInputException([.. excluded.Take(5).Select(line => $"{line}; laws need finite numbers above 0."), .. excluded.Length > 5 ? [$"{table.Name}: {Counted.Of(excluded.Length - 5, "more row")} cannot be used; only {usable.Count} can."] : Array.Empty<string>()]);
        }

        var warnings = Mixed(table, usable, [.. read], problems).ToImmutableArray();
        Throw(problems);
        return new MeasuredRows([.. usable.Select(row => read.Select(column => column.Number(row)!.Value).ToArray())], [.. usable.Select(table.Place)], excluded, warnings);
    }

    private static string? Reason(List<TableColumn> columns, int row)
    {
        foreach (var column in columns)
        {
            var why = column.Number(row) switch
            {
                _ when column.IsMissing(row) => "is missing",
                null => $"is \"{column.Cells[row]}\", not a number",
                double.NaN => $"is {column.Cells[row]}, not finite",
                <= 0 => $"is {column.Cells[row]}, not above 0",
                _ => null,
            };
            if (why is not null)
            {
                return $"{column.Name} {why}";
            }
        }

        return null;
    }

    /// <summary>Columns of words with several values: refused where they name metrics, else worth a warning.</summary>
    private static List<string> Mixed(TableData table, List<int> rows, List<TableColumn> read, List<string> problems)
    {
        var warnings = new List<string>();
        foreach (var column in table.Columns.Where(column => column.HoldsWords && !read.Contains(column)))
        {
            var values = rows.Where(row => !column.IsMissing(row)).GroupBy(row => column.Cells[row]).ToList();
            if (values.Count < 2)
            {
                continue;
            }

            var names = string.Join(", ", values.Take(4).Select(value => value.Key)) + (values.Count > 4 ? ", …" : "");
            if (column.Name.ToLowerInvariant().Split('_', '-', ' ', '.').Any(s_metricWords.Contains))
            {
                problems.Add($"{table.Name}: {column.Name} has {values.Count} values ({names}); one law holds for one metric: choose with --where \"{column.Name} == '{values[0].Key}'\".");
            }
            else if (values.All(value => value.Count() > 1) && values.Count <= rows.Count / 3)
            {
                warnings.Add($"{column.Name} has {values.Count} values ({names}): one law was fitted through all of them; choose with --where \"{column.Name} == '{values[0].Key}'\"");
            }
        }

        return warnings;
    }

    private static void Throw(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }
}
