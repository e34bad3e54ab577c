using System.Globalization;

namespace Sweetspot.Benchmarks;

/// <summary>One row of a table of models or of measurements.</summary>
/// <param name="values">Its cells by column.</param>
/// <param name="line">Its line in the file, the header being 1.</param>
internal sealed class ModelRow(IReadOnlyDictionary<string, string> values, int line = 0)
{
    /// <summary>Its line in the file, the header being 1.</summary>
    public int Line => line;

    /// <summary>The model's name.</summary>
    public string Name => this["model"];

    /// <summary>A cell; empty where the column is not there.</summary>
    public string this[string column] => values.GetValueOrDefault(column, "");

    /// <summary>A whole number; 0 where the cell is empty.</summary>
    public int Whole(string column) => this[column] is { Length: > 0 } text && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? (int)number : 0;

    /// <summary>A number above 0; null where the cell is empty or holds anything else.</summary>
    public double? Positive(string column) =>
        double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number > 0 ? number : null;

    /// <summary>A whole number of any size; null where the cell is empty.</summary>
    public long? Long(string column) => long.TryParse(this[column], CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the cell says 1.</summary>
    public bool Is(string column) => this[column] == "1";
}
