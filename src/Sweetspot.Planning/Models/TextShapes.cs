using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Decodes candidates for data of one text.</summary>
/// <remarks>
/// The data's own <see cref="TokenShape"/> says the unit (word, or char for scripts without spaces), the units of nearly all texts as length, and the
/// n-grams that more than one text has as vocabulary; genes that are absent take their values from it.
/// </remarks>
internal static class TextShapes
{
    /// <summary>Families of models of a text.</summary>
    public static readonly string[] Families = ["linear", "ngrams", "textcnn", "transformer"];

    private const int UsualVocabulary = 4000;
    private const int LinearGrams = 2;

    /// <summary>Whether data are one text and nothing else.</summary>
    public static bool IsText(InputShape input) => input.Texts is [{ IsStream: false }] && input.NumberCount == 0 && input.Levels.IsEmpty;

    /// <summary>Whether data are a text without end, for a language model.</summary>
    public static bool IsStream(InputShape input) => input.Texts is [{ IsStream: true }];

    /// <summary>The shape of a candidate.</summary>
    /// <exception cref="UserInputException">A gene's value makes no model.</exception>
    public static ModelShape OfGenes(Candidate candidate, InputShape input, int outputs)
    {
        var family = candidate.Word("family", "ngrams");
        var tokens = input.Texts[0];
        return family switch
        {
            "linear" => new NgramShape { Input = Grams(candidate, tokens), Width = 0, Outputs = outputs },
            "ngrams" => new NgramShape { Input = Grams(candidate, tokens), Width = Number(candidate, "width", 32), Dense = (int)candidate.Number("dense", 0), Outputs = outputs },
            "textcnn" => TextCnn(candidate, Tokens(candidate, tokens), outputs),
            "transformer" => Encoder(candidate, Tokens(candidate, tokens), outputs),
            _ => throw new UserInputException($"family: \"{family}\" is not a model family of texts; use {Nearest.AnyOf([.. Families])}."),
        };
    }

    private static TextCnnShape TextCnn(Candidate candidate, TokenShape tokens, int outputs)
    {
        var longest = TextCnnShape.Kernels[^1];
        return tokens.Length >= longest
            ? new TextCnnShape { Input = Of(tokens), Width = Number(candidate, "width", 32), Channels = Number(candidate, "channels", 32), Outputs = outputs }
            : throw new UserInputException($"length: {tokens.Length} tokens are fewer than the longest convolution of a textcnn spans; use {longest} or more.");
    }

    private static TextEncoderShape Encoder(Candidate candidate, TokenShape tokens, int outputs)
    {
        var (width, heads) = (Number(candidate, "width", 32), Number(candidate, "heads", 2));
        return width % heads == 0
            ? new TextEncoderShape
            {
                Input = Of(tokens),
                Width = width,
                Depth = Number(candidate, "depth", 1),
                Heads = heads,
                Ratio = Number(candidate, "ratio", 2),
                Outputs = outputs,
            }
            : throw new UserInputException($"heads: {heads} heads do not divide the width {width}; use a width that is a multiple of the heads.");
    }

    private static InputShape Grams(Candidate candidate, TokenShape tokens)
    {
        var most = Number(candidate, "grams", LinearGrams);
        var length = Number(candidate, "length", tokens.Length);
        return Of(new TokenShape(most * length, Vocabulary(candidate, "features", tokens.Vocabulary)) { Tokenizer = TokenizerNames.Grams(Unit(tokens), most) });
    }

    private static TokenShape Tokens(Candidate candidate, TokenShape tokens)
    {
        var tokenizer = candidate.Word("tokenizer", Unit(tokens));
        if (!TokenizerNames.All.Contains(tokenizer))
        {
            throw new UserInputException($"tokenizer: \"{tokenizer}\" is not a tokenizer; use {Nearest.AnyOf([.. TokenizerNames.All])}.");
        }

        var vocabulary = tokenizer == TokenizerNames.Byte
            ? TokenizerNames.ByteVocabulary
            : Vocabulary(candidate, "vocabulary", Math.Min(tokens.Vocabulary, UsualVocabulary));
        return new TokenShape(Number(candidate, "length", tokens.Length), vocabulary) { Tokenizer = tokenizer };
    }

    private static string Unit(TokenShape tokens) => tokens.Tokenizer.Length > 0 ? tokens.Tokenizer : TokenizerNames.Word;

    private static InputShape Of(TokenShape tokens) => new(0, 1, 1) { Texts = [tokens] };

    private static int Vocabulary(Candidate candidate, string gene, int usual)
    {
        var count = (int)candidate.Number(gene, usual);
        return count >= 3 ? count : throw new UserInputException($"{gene}: {count} ids are too few; two of them stand for padding and unknown, so use 3 or more.");
    }

    private static int Number(Candidate candidate, string gene, int usual)
    {
        var number = (int)candidate.Number(gene, usual);
        return number >= 1 ? number : throw new UserInputException($"{gene}: {number} makes no model; use 1 or more.");
    }
}
