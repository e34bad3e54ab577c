using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Reads a table of results that were measured before.</summary>
public static class ResultsTable
{
    /// <summary>Reads a CSV or TSV file with a header line, or JSON Lines; each also <c>.gz</c>.</summary>
    /// <exception cref="Core.UserInputException">It is missing, unreadable or no table.</exception>
    public static TableData Read(string path)
    {
        var file = DataFile.Read(path);
        if (JsonLinesTable.IsIt(file))
        {
            return JsonLinesTable.Read(file);
        }

        var table = TextTable.Read(file);
        return new TableData(file.Name, ContentHash.Of(file.Raw), table.Rows, [.. table.Columns.Select(Column)], table.Place);
    }

    private static TableColumn Column(TextColumn column) => new(column.Name, column.Map(Plain, Enumerable.Range(0, column.Count).ToArray()));

    /// <summary>A number with a decimal comma is written with a point.</summary>
    private static string Plain(string text) =>
        text.Contains(',', StringComparison.Ordinal) && NumberText.TryParse(text, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : text;
}
