namespace Sweetspot.Training;

/// <summary>A column of texts, each distinct text kept once.</summary>
internal sealed class TextColumn
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _levels = [];
    private readonly List<int> _rows = [];

    public TextColumn(string name)
    {
        Name = name;
        _lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Name { get; }

    /// <summary>Distinct texts in the order of their first row.</summary>
    public IReadOnlyList<string> Levels => _levels;

    /// <summary>Index into <see cref="Levels"/> of each row.</summary>
    public IReadOnlyList<int> Codes => _rows;

    public int Count => _rows.Count;

    public string this[int row] => _levels[_rows[row]];

    public static TextColumn Of(string name, IEnumerable<string> texts)
    {
        var column = new TextColumn(name);
        foreach (var text in texts)
        {
            column.Add(text);
        }

        return column;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (!_lookup.TryGetValue(trimmed, out var code))
        {
            code = _levels.Count;
            _levels.Add(trimmed.ToString());
            _codes.Add(_levels[code], code);
        }

        _rows.Add(code);
    }

    /// <summary>How many of <paramref name="rows"/> have each level.</summary>
    public int[] Counts(IEnumerable<int> rows)
    {
        var counts = new int[_levels.Count];
        foreach (var row in rows)
        {
            counts[_rows[row]]++;
        }

        return counts;
    }

    /// <summary>Something computed once a level, for each of <paramref name="rows"/>.</summary>
    public T[] Map<T>(Func<string, T> of, IReadOnlyList<int> rows)
    {
        var values = _levels.Select(of).ToArray();
        var result = new T[rows.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[_rows[rows[i]]];
        }

        return result;
    }
}
