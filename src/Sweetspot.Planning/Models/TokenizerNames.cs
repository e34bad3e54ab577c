using System.Collections.Immutable;
using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>Ways to cut a text into tokens.</summary>
public static class TokenizerNames
{
    /// <summary>Bytes of UTF-8.</summary>
    public const string Byte = "byte";

    /// <summary>Characters.</summary>
    public const string Character = "char";

    /// <summary>Words, signs, and single characters of scripts that put no space between words.</summary>
    public const string Word = "word";

    /// <summary>Byte-pair encoding: frequent pieces of words.</summary>
    public const string Bpe = "bpe";

    /// <summary>Ids of the byte tokenizer: 256 bytes, padding and unknown.</summary>
    public const int ByteVocabulary = 258;

    private const string Ending = "-grams";

    /// <summary>Those that the gene <c>tokenizer</c> names.</summary>
    public static ImmutableArray<string> All { get; } = [Byte, Character, Word, Bpe];

    /// <summary>The name for the different n-grams of a text, of 1 to <paramref name="most"/> words or characters: <c>word-2-grams</c>.</summary>
    public static string Grams(string unit, int most) => string.Create(CultureInfo.InvariantCulture, $"{unit}-{most}{Ending}");

    /// <summary>Unit and most units of n-grams; null for other names.</summary>
    public static (string Unit, int Most)? AsGrams(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('-');
        return parts.Length == 3 && name.EndsWith(Ending, StringComparison.Ordinal) ? (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)) : null;
    }
}
