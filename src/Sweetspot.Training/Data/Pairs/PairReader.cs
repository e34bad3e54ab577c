using System.Globalization;
using System.Text;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Says what the texts of one side of pairs hold: how long they are under each tokenizer, and how many characters they repeat.</summary>
internal static class PairReader
{
    private const int MostLength = 256;
    private const int LargestVocabulary = 8000;
    private const int SmallestVocabulary = 500;
    private const int MostMeasured = 2000;
    private const double MostCharacterShare = 0.75; // of a byte-pair vocabulary

    /// <summary>The side as characters, with the lengths under other tokenizers.</summary>
    /// <param name="texts">Training rows.</param>
    /// <param name="isAnswer">Whether they are written; the end then counts as a token.</param>
    public static TokenShape Shape(IReadOnlyCollection<string> texts, bool isAnswer)
    {
        var end = isAnswer ? 1 : 0;
        var step = Math.Max(1, texts.Count / MostMeasured);
        string[] measured = [.. texts.Where((_, row) => row % step == 0)];
        var characters = TextTokenizer.Fit(TokenizerNames.Character, texts, int.MaxValue, keepsCase: true).Fitted.Tokens.Length;
        var pieces = TextTokenizer.Fit(TokenizerNames.Bpe, texts, LargestVocabulary - 1, keepsCase: true).Fitted;
        var own = Entry(TokenizerNames.Character, characters + EncoderDecoderShape.SpecialIds, measured.Select(text => TextUnits.Characters(text, keepsCase: true).Count()), end);
        return new TokenShape(own.Longest, own.Vocabulary)
        {
            Tokenizer = TokenizerNames.Character,
            IsAnswer = isAnswer,
            Typical = own.Middle,
            Lengths = new TokenLengths(
            [
                own,
                Entry(TokenizerNames.Byte, 256 + EncoderDecoderShape.SpecialIds, measured.Select(Encoding.UTF8.GetByteCount), end),
                .. Vocabularies(pieces).Select(vocabulary => Entry(TokenizerNames.Bpe, vocabulary, measured.Select(Smaller(pieces, vocabulary).Encode).Select(ids => ids.Length), end)),
            ]),
        };
    }

    /// <summary>A line for the user.</summary>
    public static string Note(string column, TokenShape shape, IReadOnlyCollection<string> texts)
    {
        var cut = texts.Count(text => TextUnits.Characters(text, keepsCase: true).Count() > shape.Length);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Text {column}: {shape.TypicalLength:N0} characters in the middle, 99 % of the texts within {shape.Length:N0} (as much as a model of characters takes{(cut == 0 ? "" : $"; {Counted.Of(cut, "longer one is", "longer ones are")} cut at the end")}), {shape.Vocabulary - EncoderDecoderShape.SpecialIds:N0} different ones that repeat.");
    }

    /// <summary>Whether most letters of the targets, as often as they occur, are among those of the sources.</summary>
    public static bool SharesAlphabet(IReadOnlyCollection<string> sources, IReadOnlyCollection<string> targets)
    {
        var known = sources.SelectMany(text => text.EnumerateRunes()).Where(Rune.IsLetter).ToHashSet();
        var letters = targets.SelectMany(text => text.EnumerateRunes()).Where(Rune.IsLetter).ToList();
        return 2 * letters.Count(known.Contains) > letters.Count;
    }

    /// <summary>Doublings as far as the texts have pieces that repeat; those in which a quarter is left for merges.</summary>
    private static IEnumerable<int> Vocabularies(FittedTokenizer pieces)
    {
        var (most, characters) = (pieces.Tokens.Length + EncoderDecoderShape.SpecialIds, pieces.Tokens.Length - pieces.Merges.Length);
        return Enumerable.Range(0, 20).Select(power => SmallestVocabulary << power).TakeWhile(value => value < most).Append(most)
            .Where(value => value <= LargestVocabulary && characters <= MostCharacterShare * (value - EncoderDecoderShape.SpecialIds));
    }

    /// <summary>The tokenizer of the first merges alone.</summary>
    private static TextTokenizer Smaller(FittedTokenizer pieces, int vocabulary)
    {
        var tokens = Math.Min(pieces.Tokens.Length, vocabulary - EncoderDecoderShape.SpecialIds);
        return new TextTokenizer(pieces with { Tokens = pieces.Tokens[..tokens], Merges = pieces.Merges[..(tokens - (pieces.Tokens.Length - pieces.Merges.Length))] });
    }

    private static TokenLength Entry(string tokenizer, int vocabulary, IEnumerable<int> lengths, int end)
    {
        var sorted = lengths.Select(length => Math.Max(1, length) + end).Order().ToArray();
        return new TokenLength(tokenizer, vocabulary, At(sorted, 0.5), At(sorted, 0.99));
    }

    private static int At(int[] sorted, double share) => Math.Min(MostLength, sorted[(int)Math.Ceiling(share * (sorted.Length - 1))]);
}
