using System.Globalization;

namespace Sweetspot.Core;

/// <summary>The value of one gene: a number, or a word of a category. Never NaN or infinite.</summary>
public readonly record struct GeneValue
{
    private readonly double _number;

    private GeneValue(double number, string? text) => (_number, Text) = (number, text);

    /// <summary>The word, or null where the value is a number.</summary>
    public string? Text { get; }

    /// <summary>Whether the value is a number.</summary>
    public bool IsNumber => Text is null;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The value is a word.</exception>
    public double Number => IsNumber ? _number : throw new InvalidOperationException($"\"{Text}\" is a word, not a number");

    /// <summary>A numeric value.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is NaN or infinite.</exception>
    public static GeneValue Of(double number) => double.IsFinite(number)
        ? new GeneValue(number, null)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "a gene value is finite");

    /// <summary>A word of a category.</summary>
    public static GeneValue Of(string word) => new(0, word);

    /// <summary>Shortest text that reads back as the same value, culture-invariant.</summary>
    public override string ToString() => Text ?? _number.ToString("R", CultureInfo.InvariantCulture);
}
