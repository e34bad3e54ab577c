namespace Sweetspot.Training;

/// <summary>What the training rows of a column hold.</summary>
internal sealed class ColumnProfile
{
    private const double MostWordsAmongNumbers = 0.05;
    private readonly List<string> _eitherLevels = [];
    private int _either;

    /// <summary>Rows of each text that is present.</summary>
    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Texts that are neither numbers nor missing.</summary>
    public List<string> WordLevels { get; } = [];

    /// <summary>Distinct texts that are not missing.</summary>
    public int Distinct => Counts.Count;

    /// <summary>Rows with a number.</summary>
    public int Numbers { get; private set; }

    /// <summary>Rows with a word.</summary>
    public int Words { get; private set; }

    /// <summary>Rows that are infinite or too large for a number.</summary>
    public int Infinite { get; private set; }

    /// <summary>The first text of those; null where there is none.</summary>
    public string? InfiniteText { get; private set; }

    /// <summary>Whether it holds numbers, with at most 5 % of words among them.</summary>
    public bool IsNumeric { get; private set; }

    /// <summary>Rows that are empty or say that nothing is known.</summary>
    public int MissingWords { get; private set; }

    /// <summary>Mean letters of a distinct text.</summary>
    public double MeanLength => Counts.Keys.Average(text => text.Length);

    public static ColumnProfile Of(TextColumn column, ReadOnlySpan<int> rows)
    {
        var counts = new int[column.Levels.Count];
        foreach (var row in rows)
        {
            counts[column.Codes[row]]++;
        }

        var profile = new ColumnProfile();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                profile.Add(column.Levels[i], counts[i]);
            }
        }

        profile.Judge();
        return profile;
    }

    /// <summary>"None" and "inf" are missing among numbers, and words among words.</summary>
    private void Judge()
    {
        IsNumeric = Numbers > 0 && Words <= MostWordsAmongNumbers * (Words + Numbers);
        if (!IsNumeric)
        {
            Words += _either;
            WordLevels.AddRange(_eitherLevels);
        }
    }

    private void Add(string text, int rows)
    {
        if (NumberText.IsMissingWord(text))
        {
            MissingWords += rows;
            return;
        }

        Counts.Add(text, rows);
        if (NumberText.TryParse(text, out _))
        {
            Numbers += rows;
        }
        else if (NumberText.IsMissing(text))
        {
            var isInfinite = NumberText.IsInfinite(text);
            Infinite += isInfinite ? rows : 0;
            InfiniteText ??= isInfinite ? text : null;
            _either += rows;
            _eitherLevels.Add(text);
        }
        else
        {
            Words += rows;
            WordLevels.Add(text);
        }
    }
}
