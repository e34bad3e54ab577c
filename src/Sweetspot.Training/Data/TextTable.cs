using nietras.SeparatedValues;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>A table as text: rows of one file, then of a second with the same columns.</summary>
internal sealed class TextTable
{
    private const int MostReported = 5;
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    private readonly List<string> _places = [];
    private readonly List<int> _lines = [];
    private readonly List<int> _starts = [];

    private TextTable(IReadOnlyList<TextColumn> columns) => Columns = columns;

    public IReadOnlyList<TextColumn> Columns { get; }

    public int Rows => _lines.Count;

    public TextColumn? Find(string name) =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>"file line 12" of a row.</summary>
    public string Place(int row) => $"{_places[_starts.FindLastIndex(start => start <= row)]} line {_lines[row]}";

    /// <summary>Reads a CSV or TSV file with a header line.</summary>
    /// <exception cref="UserInputException">It is not text, has no rows, or its rows or columns do not fit.</exception>
    public static TextTable Read(DataFile file)
    {
        using var reader = Open(file);
        var names = Header(reader, file.Name);
        var table = new TextTable([.. names.Select(name => new TextColumn(name))]);
        table.AddRows(reader, file.Name, [.. table.Columns], names.Count);
        return table;
    }

    /// <summary>Appends the rows of a second file; its columns may be in any order.</summary>
    /// <param name="file">The second file.</param>
    /// <param name="optional">Columns that may be missing; their cells are then empty.</param>
    /// <returns>Names of further columns, which are ignored.</returns>
    /// <exception cref="UserInputException">As for reading, or columns are missing.</exception>
    public IReadOnlyList<string> Append(DataFile file, params IReadOnlyCollection<string> optional)
    {
        using var reader = Open(file);
        var names = Header(reader, file.Name);
        var missing = Columns.Select(column => column.Name).Except(names).Except(optional).ToList();
        if (missing.Count > 0)
        {
            throw new UserInputException(missing.Select(name => $"{file.Name}: the column {name} is missing.{NearestName.Hint(name, names)}"));
        }

        AddRows(reader, file.Name, [.. names.Select(name => Columns.FirstOrDefault(column => column.Name == name))], names.Count);
        return [.. names.Except(Columns.Select(column => column.Name))];
    }

    /// <summary>A quote that is never closed would take in all that follows as one value.</summary>
    private static SepReader Open(DataFile file)
    {
        var text = Utf8Text.Decode(file);
        var delimiter = Delimiter(text, file.Name);
        var areLetters = delimiter == '\t' && QuotesAreLetters(text);
        if (!areLetters && int.IsOddInteger(text.AsSpan().Count('"')))
        {
            throw new UserInputException($"{file.Name} line {LineOfOpenQuote(text)}: a quote (\") is opened and never closed; close it, or write \"\" inside quotes for a quote that belongs to the text.");
        }

        return Sep.New(delimiter)
            .Reader(options => options with { HasHeader = false, DisableColCountCheck = true, Unescape = !areLetters, DisableQuotesParsing = areLetters, DisableFastFloat = true })
            .FromText(text);
    }

    /// <summary>The only line with an odd number of quotes; of several, which may be texts over more than one line, the last that opens one.</summary>
    private static int LineOfOpenQuote(string text)
    {
        var (line, odd, last) = (0, new List<int>(), 0);
        foreach (var one in text.AsSpan().EnumerateLines())
        {
            line++;
            var quotes = one.Count('"');
            last = quotes > 0 ? line : last;
            if (int.IsOddInteger(quotes))
            {
                odd.Add(line);
            }
        }

        return odd.Count == 1 ? odd[0] : last;
    }

    /// <summary>Whether a tab-separated file has quotes inside its cells that stand for themselves: cut at tabs alone, every line has as many values as the header.</summary>
    private static bool QuotesAreLetters(string text)
    {
        var (width, isOdd) = (-1, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Trim().IsEmpty)
            {
                continue;
            }

            var cells = line.Count('\t') + 1;
            if (width >= 0 && cells != width)
            {
                return false;
            }

            width = cells;
            isOdd |= line.Contains('"') && HasOddQuotes(line);
        }

        return isOdd;
    }

    /// <summary>Whether a cell has a quote and is not wholly in quotes, those inside doubled.</summary>
    private static bool HasOddQuotes(ReadOnlySpan<char> line)
    {
        foreach (var range in line.Split('\t'))
        {
            var cell = line[range];
            if (!cell.Contains('"'))
            {
                continue;
            }

            if (cell.Length < 2 || cell[0] != '"' || cell[^1] != '"' || cell[1..^1].ToString().Replace("\"\"", "", StringComparison.Ordinal).Contains('"', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static char Delimiter(string text, string name)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];
        if (name.Contains(".tsv", StringComparison.OrdinalIgnoreCase) && header.Contains('\t', StringComparison.Ordinal))
        {
            return '\t';
        }

        return Delimiters.MaxBy(delimiter => CountUnquoted(header, delimiter));
    }

    private static int CountUnquoted(string header, char delimiter)
    {
        var (count, quoted) = (0, false);
        foreach (var letter in header)
        {
            quoted ^= letter == '"';
            count += !quoted && letter == delimiter ? 1 : 0;
        }

        return count;
    }

    private static List<string> Header(SepReader reader, string name)
    {
        if (!reader.MoveNext())
        {
            throw new UserInputException($"{name}: the file is empty.");
        }

        var row = reader.Current;
        var names = new List<string>();
        for (var i = 0; i < row.ColCount; i++)
        {
            var text = row[i].Span.Trim().ToString();
            names.Add(text.Length > 0 ? text : $"column {i + 1}");
        }

        var problems = names.GroupBy(text => text).Where(group => group.Count() > 1)
            .Select(group => $"{name}: {group.Count()} columns are called {group.Key}; give each its own name.").ToList();
        if (LooksLikeData(names))
        {
            problems = [$"{name}: the first line holds values ({names[0]}, {names[1]}, …), not column names; put a header line above it."];
        }

        return problems.Count == 0 ? names : throw new UserInputException(problems);
    }

    /// <summary>All numbers; or mostly, with fractions or repeats among them, as no years or sizes that columns are named after have.</summary>
    private static bool LooksLikeData(List<string> names)
    {
        var numbers = names.Where(text => NumberText.TryParse(text, out _)).ToList();
        var isUnlike = numbers.Distinct().Count() < numbers.Count || numbers.Any(text => NumberText.ParseOrNaN(text) % 1 != 0);
        return names.Count > 1 && (numbers.Count == names.Count || (2 * numbers.Count >= names.Count && isUnlike));
    }

    private void AddRows(SepReader reader, string name, TextColumn?[] columns, int width)
    {
        _starts.Add(Rows);
        _places.Add(name);
        var before = Rows;
        var ragged = new List<string>();
        while (reader.MoveNext())
        {
            var row = reader.Current;
            if (row.ColCount == 1 && width > 1 && row[0].Span.Trim().IsEmpty)
            {
                continue;
            }

            if (row.ColCount != width)
            {
                ragged.Add($"{name} line {row.LineNumberFrom}: {Counted.Of(row.ColCount, "value")}, the header has {Counted.Of(width, "column")}.");
                continue;
            }

            _lines.Add(row.LineNumberFrom);
            for (var i = 0; i < width; i++)
            {
                columns[i]?.Add(row[i].Span);
            }
        }

        Check(name, ragged, before);
        Pad();
    }

    private void Check(string name, List<string> ragged, int before)
    {
        if (ragged.Count > MostReported)
        {
            ragged = [.. ragged.Take(MostReported), $"{name}: {Counted.Of(ragged.Count - MostReported, "more line has", "more lines have")} another number of values than the header."];
        }

        if (ragged.Count > 0)
        {
            throw new UserInputException(ragged);
        }

        if (Rows == before)
        {
            throw new UserInputException($"{name}: there is a header line, but no rows.");
        }
    }

    private void Pad()
    {
        foreach (var column in Columns)
        {
            while (column.Count < Rows)
            {
                column.Add("");
            }
        }
    }
}
