using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Reads JSON Lines, an object a line, as a table: a column for each name of a number, word or truth, nested ones as <c>metrics.loss</c>.</summary>
internal static class JsonLinesTable
{
    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether the file starts as an object.</summary>
    public static bool IsIt(DataFile file) => file.Content.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    /// <exception cref="UserInputException">A line is no object.</exception>
    public static TableData Read(DataFile file)
    {
        if (OneDocument(file) is { } problem)
        {
            throw new UserInputException(problem);
        }

        var lines = Utf8Text.Decode(file).Split('\n');
        var (rows, places, problems) = (new List<Dictionary<string, string>>(), new List<int>(), new List<string>());
        var names = new List<string>();
        for (var line = 0; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line]))
            {
                continue;
            }

            var row = Row(lines[line], $"{file.Name} line {line + 1}", problems);
            names.AddRange(row.Keys.Except(names));
            rows.Add(row);
            places.Add(line + 1);
        }

        return problems.Count == 0
            ? new TableData(
                file.Name, ContentHash.Of(file.Raw), rows.Count, [.. names.Select(name => new TableColumn(name, rows.ConvertAll(row => row.GetValueOrDefault(name, ""))))],
                row => $"{file.Name} line {places[row]}")
            : throw new UserInputException(problems.Take(5));
    }

    /// <summary>What to say of a file that is one document over several lines: it would be a mistake in each of them. Null: it is none.</summary>
    private static string? OneDocument(DataFile file)
    {
        try
        {
            using var document = JsonDocument.Parse(file.Content, s_options);
            var isLaw = document.RootElement.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.String && schema.GetString()!.StartsWith("sweetspot.", StringComparison.Ordinal);
            return isLaw ? $"{file.Name}: is an answer that Sweetspot wrote ({schema}), not the runs behind it; give the runs, or ask a law by sweetspot plan --law {file.Name}."
                : file.Content.AsSpan().TrimEnd(" \t\r\n"u8).Contains((byte)'\n') ? $"{file.Name}: is one JSON object over several lines; JSON Lines have one {{…}} a line, each a run."
                : null;
        }
        catch (JsonException)
        {
            return null; // lines, each of its own
        }
    }

    private static Dictionary<string, string> Row(string text, string place, List<string> problems)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            // NaN and Infinity are no JSON, but Python writes them.
            using var document = JsonDocument.Parse(NotNumbers.Quote(text), s_options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Add(row, "", document.RootElement);
                return row;
            }

            problems.Add($"{place}: not an object; JSON Lines have one {{…}} a line.");
        }
        catch (JsonException exception)
        {
            problems.Add($"{place}: not JSON ({exception.Message.Split(". ")[0].TrimEnd('.')}); JSON Lines have one {{…}} a line.");
        }

        return row;
    }

    private static void Add(Dictionary<string, string> row, string prefix, JsonElement element)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix + property.Name;
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    Add(row, $"{name}.", property.Value);
                    break;
                case JsonValueKind.String:
                    row[name] = property.Value.GetString()!.Trim();
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    row[name] = property.Value.GetRawText();
                    break;
            }
        }
    }
}
