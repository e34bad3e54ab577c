using System.Globalization;
using System.Text;

namespace Sweetspot.Training;

/// <summary>Cuts texts, in lower case unless told otherwise, into characters, words, or the runs inside which byte-pair encoding merges.</summary>
internal static class TextUnits
{
    /// <summary>Stands for the space before a run, which byte-pair encoding keeps (U+2581).</summary>
    public const string Space = "▁";

    private const int LongestRun = 24;
    private const double SpacelessShare = 0.3;

    internal enum Kind
    {
        Space,
        Letter,
        Ideograph,
        Sign,
    }

    /// <summary>Whether at most 30 % of the letters are of scripts that put no space between words.</summary>
    public static bool HasWords(IEnumerable<string> texts)
    {
        long letters = 0, spaceless = 0;
        foreach (var rune in texts.SelectMany(text => text.EnumerateRunes()))
        {
            var kind = KindOf(rune);
            letters += kind is Kind.Letter or Kind.Ideograph ? 1 : 0;
            spaceless += kind == Kind.Ideograph ? 1 : 0;
        }

        return spaceless <= SpacelessShare * letters;
    }

    /// <summary>Whether most texts have two spaces or ideographs or more: sentences, or titles, rather than names of things.</summary>
    public static bool AreSentences(IReadOnlyCollection<string> texts) =>
        texts.Count(text => text.EnumerateRunes().Count(rune => KindOf(rune) is Kind.Space or Kind.Ideograph) >= 2) > texts.Count / 2;

    /// <summary>Characters; spaces beside each other are one.</summary>
    public static IEnumerable<string> Characters(string text) => Characters(text, keepsCase: false);

    /// <summary>The same, perhaps with capital letters as they are.</summary>
    public static IEnumerable<string> Characters(string text, bool keepsCase)
    {
        var wasSpace = false;
        foreach (var rune in (keepsCase ? text : text.ToLowerInvariant()).EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune);
            if (!isSpace || !wasSpace)
            {
                yield return isSpace ? " " : rune.ToString();
            }

            wasSpace = isSpace;
        }
    }

    /// <summary>Words, signs and ideographs, each by itself.</summary>
    public static IEnumerable<string> Words(string text) => Runs(text.ToLowerInvariant(), Kind.Letter).Select(run => run.Text);

    /// <summary>Words, runs of ideographs, and signs, each after <see cref="Space"/> where a space or the beginning comes before it.</summary>
    public static IEnumerable<string> Pieces(string text) => Pieces(text, keepsCase: false);

    /// <summary>The same, perhaps with capital letters as they are. Put together again, they are the text, but for the number of spaces.</summary>
    public static IEnumerable<string> Pieces(string text, bool keepsCase) => Runs(keepsCase ? text : text.ToLowerInvariant(), Kind.Ideograph).Select(run => run.AfterSpace ? Space + run.Text : run.Text);

    private static IEnumerable<(string Text, bool AfterSpace)> Runs(string text, Kind longest)
    {
        var run = new StringBuilder();
        var (before, runAfterSpace, length) = (Kind.Space, true, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = KindOf(rune);
            if (run.Length > 0 && (kind != before || kind > longest || kind == Kind.Sign || length == LongestRun))
            {
                yield return (run.ToString(), runAfterSpace);
                run.Clear();
                length = 0;
            }

            if (kind != Kind.Space)
            {
                runAfterSpace = run.Length == 0 ? before == Kind.Space : runAfterSpace;
                run.Append(rune);
                length++;
            }

            before = kind;
        }

        if (run.Length > 0)
        {
            yield return (run.ToString(), runAfterSpace);
        }
    }

    internal static Kind KindOf(Rune rune) => Rune.IsWhiteSpace(rune) ? Kind.Space
        : IsSpaceless(rune.Value) ? Kind.Ideograph
        : Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or '’' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? Kind.Letter
        : Kind.Sign;

    /// <summary>Thai to Burmese and Khmer, kana, and Chinese characters.</summary>
    private static bool IsSpaceless(int rune) => rune is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
