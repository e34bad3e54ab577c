using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Takes the text of a table's rows, and says what it holds.</summary>
internal static class TextReader
{
    private const int MostLength = 512;
    private const int Grams = 2;

    /// <summary>Columns joined by a space for each of <paramref name="rows"/>.</summary>
    public static ImmutableArray<string> Join(IReadOnlyList<TextColumn> columns, IReadOnlyList<int> rows) =>
        [.. rows.Select(row => columns.Count == 1 ? columns[0][row] : string.Join(' ', columns.Select(column => column[row]).Where(text => text.Length > 0)))];

    /// <summary>What training rows hold.</summary>
    /// <exception cref="UserInputException">All of them are empty.</exception>
    public static TextFacts Facts(string column, IReadOnlyCollection<string> texts)
    {
        if (texts.All(text => text.Length == 0))
        {
            throw new UserInputException($"{column}: all {Counted.Of(texts.Count, "text")} are empty; name another column with --text.");
        }

        var hasWords = TextUnits.HasWords(texts);
        Func<string, IEnumerable<string>> units = hasWords ? TextUnits.Words : TextUnits.Characters;
        var lengths = texts.Select(text => units(text).Count()).Order().ToArray();
        var characters = texts.Select(text => TextUnits.Characters(text).Count()).Order().ToArray();
        var grams = TextTokenizer.Fit(TokenizerNames.Grams(hasWords ? TokenizerNames.Word : TokenizerNames.Character, Grams), texts, int.MaxValue);
        return new TextFacts
        {
            Column = column,
            HasWords = hasWords,
            MedianLength = At(lengths, 0.5),
            LongLength = At(lengths, 0.95),
            LongestLength = At(lengths, 0.99),
            LongCharacters = At(characters, 0.95),
            Units = TokenCounts.Repeated(TokenCounts.Of(texts.SelectMany(units))).Length,
            Characters = TokenCounts.Repeated(TokenCounts.Of(texts.SelectMany(TextUnits.Characters))).Length,
            Grams = grams.Fitted.Tokens.Length,
        };
    }

    /// <summary>The input that follows from them: units of nearly all texts, n-grams that repeat.</summary>
    public static InputShape Input(TextFacts facts) => new(0, 1, 1)
    {
        Texts =
        [
            new TokenShape(Math.Clamp(facts.LongestLength, 5, MostLength), Math.Clamp(facts.Grams + FittedTokenizer.First, 3, 65536))
            {
                Tokenizer = facts.HasWords ? TokenizerNames.Word : TokenizerNames.Character,
            },
        ],
    };

    /// <summary>Lines for the user.</summary>
    public static IEnumerable<string> Notes(TextFacts facts, ImmutableArray<string> texts)
    {
        var units = facts.HasWords ? "words" : "characters (a script without spaces between words)";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Text {facts.Column}: {facts.MedianLength:N0} {units} in the middle, 99 % of the texts within {facts.LongestLength:N0}; longer ones than a model takes are cut at its end.");
        if (Empty(facts.Column, texts) is { } empty)
        {
            yield return empty;
        }
    }

    /// <summary>A line where texts are empty; null where none is.</summary>
    public static string? Empty(string column, ImmutableArray<string> texts)
    {
        var empty = texts.Count(text => text.Length == 0);
        return empty == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{column}: {Counted.Of(empty, "text is empty; it", "texts are empty; each")} counts as one unknown word.");
    }

    private static int At(int[] sorted, double share) => Math.Max(1, sorted[(int)(share * (sorted.Length - 1))]);
}
