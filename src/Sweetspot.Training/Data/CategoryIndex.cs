namespace Sweetspot.Training;

/// <summary>Index of a text among a category's levels.</summary>
internal sealed class CategoryIndex
{
    private readonly Dictionary<string, int> _levels;
    private readonly int _missing;
    private readonly int _other;

    private CategoryIndex(Dictionary<string, int> levels)
    {
        _levels = levels;
        _other = levels.GetValueOrDefault(FittedCategory.Other, -1);
        _missing = levels.GetValueOrDefault(FittedCategory.Missing, _other);
    }

    public static CategoryIndex Of(IEnumerable<string> levels) =>
        new(levels.Select((level, i) => (level, i)).ToDictionary(pair => pair.level, pair => pair.i, StringComparer.Ordinal));

    /// <summary>The index of a level, of (missing), of (other), or −1.</summary>
    public int Find(string text) => NumberText.IsMissingWord(text) ? _missing : _levels.GetValueOrDefault(text, _other);
}
