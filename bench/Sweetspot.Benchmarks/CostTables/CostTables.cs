using System.Globalization;

namespace Sweetspot.Benchmarks;

/// <summary><c>cost-tables FILE…</c>: the cost models against measured tables, each recognised by its header.</summary>
internal static class CostTables
{
    private static readonly ICostTable[] Known = [new ModelsTable(), new GemmTable(), new CommsTable(), new TrainingRunsTable(), new MemoryTable(), new InferenceTable()];

    /// <summary>Prints what each file says; 2 where a file cannot be read or is of no known kind.</summary>
    public static int Run(IReadOnlyList<string> paths, TextWriter output)
    {
        var code = 0;
        foreach (var path in paths)
        {
            if (Problem(path, out var rows, out var table) is { } problem)
            {
                output.WriteLine($"{path}: {problem}");
                code = 2;
                continue;
            }

            output.WriteLine(Text($"{Path.GetFileName(path)}: {rows.Count} rows of {table!.Name}"));
            foreach (var report in table.Judge(rows))
            {
                Write(report, output);
            }

            output.WriteLine();
        }

        return code;
    }

    private static string? Problem(string path, out IReadOnlyList<ModelRow> rows, out ICostTable? table)
    {
        (rows, table) = ([], null);
        if (!File.Exists(path))
        {
            return "no such file.";
        }

        var header = File.ReadLines(path).FirstOrDefault("").Split(',').Select(name => name.Trim(' ', '"', '\uFEFF')).ToHashSet(StringComparer.Ordinal);
        table = Known.FirstOrDefault(known => known.Columns.All(header.Contains));
        if (table is null)
        {
            return $"no kind of table has this header; known are {string.Join(", ", Known.Select(known => $"{known.Name} ({string.Join(", ", known.Columns)}, …)"))}.";
        }

        try
        {
            rows = ModelTable.Read(path);
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException)
        {
            return $"cannot be read ({exception.Message}).";
        }
    }

    private static void Write(CostReport report, TextWriter output)
    {
        output.WriteLine(Text($"  {report.Quantity}"));
        if (report.Rows.Count > 0)
        {
            var (name, rows, error) = report.Worst;
            output.WriteLine(Text(
                $"    {report.Rows.Count} rows, median error {Percent(report.MedianError)}, MAPE {Percent(report.MeanError)}, bias {(report.Bias > 0 ? "+" : "")}{Percent(report.Bias)}, worst group {name} {Percent(error)} ({rows} rows)"));
        }
        else
        {
            output.WriteLine("    0 rows");
        }

        foreach (var reason in report.Skipped.GroupBy(row => row.Reason, StringComparer.Ordinal).OrderByDescending(group => group.Count()))
        {
            output.WriteLine(Text($"    skipped {reason.Count()}: {reason.Key} (line {reason.First().Line}{(reason.Count() > 1 ? " and others" : "")})"));
        }
    }

    private static string Percent(double share) => (100 * share).ToString(Math.Abs(share) < 100 ? "0.0' %'" : "0.0e0' %'", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
