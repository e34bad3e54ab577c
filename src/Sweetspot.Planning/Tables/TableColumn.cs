using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>A column of a table of results.</summary>
/// <param name="Name">Its name, unique in the table.</param>
/// <param name="Cells">A trimmed text for each row; numbers with a decimal point.</param>
public sealed record TableColumn(string Name, IReadOnlyList<string> Cells)
{
    private static readonly HashSet<string> s_missing = new(["", "NA", "N/A", "#N/A", "null", "?", "none", "nil"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_notFinite = new(["nan", "+nan", "-nan", "inf", "+inf", "-inf", "∞", "-∞", "infinity", "+infinity", "-infinity"], StringComparer.OrdinalIgnoreCase);

    private readonly Lazy<bool> _holdsWords = new(() => Enumerable.Range(0, Cells.Count).Any(row => !Missing(Cells[row]) && Parse(Cells[row]) is null));

    /// <summary>Whether any cell is a word.</summary>
    public bool HoldsWords => _holdsWords.Value;

    /// <summary>Whether nothing was measured: an empty cell, <c>NA</c>, <c>null</c>.</summary>
    public bool IsMissing(int row) => Missing(Cells[row]);

    /// <summary>The number of a row; NaN where it says so, or infinity, or a number too large; null where it is a word.</summary>
    public double? Number(int row) => Parse(Cells[row]);

    private static bool Missing(string cell) => s_missing.Contains(cell);

    private static double? Parse(string cell) => s_notFinite.Contains(cell) ? double.NaN
        : !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? null
        : double.IsFinite(number) ? number : double.NaN;
}
