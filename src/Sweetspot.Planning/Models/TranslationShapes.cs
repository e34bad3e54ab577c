using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Decodes candidates for data of pairs of texts.</summary>
/// <remarks>The data's own <see cref="TokenShape"/>s are of characters, with <see cref="TokenShape.Lengths"/> for the other tokenizers.</remarks>
internal static class TranslationShapes
{
    /// <summary>The one family.</summary>
    public const string Family = "encoder-decoder";

    /// <summary>Tokenizers that lose nothing of a text but the number of spaces.</summary>
    public static readonly string[] Tokenizers = [TokenizerNames.Character, TokenizerNames.Bpe, TokenizerNames.Byte];

    private const int FewestIds = EncoderDecoderShape.SpecialIds + 1;
    private const int ByteIds = 256 + EncoderDecoderShape.SpecialIds;

    /// <summary>The shape of a candidate. Genes: <c>encoder</c> (default 1) and <c>decoder</c> (1) blocks, <c>width</c> (64), <c>heads</c> (2), <c>ratio</c> (2); of each side <c>tokenizer</c> (char) and <c>vocabulary</c>, and <c>target_tokenizer</c> and <c>target_vocabulary</c> (as the source's); <c>shared</c> (0).</summary>
    /// <exception cref="UserInputException">A gene's value makes no model.</exception>
    public static EncoderDecoderShape OfGenes(Candidate candidate, InputShape input, int outputs)
    {
        if (candidate.Word("family", Family) is var family && family != Family)
        {
            throw new UserInputException($"family: \"{family}\" does not translate; use {Family}.");
        }

        var isShared = candidate.Number("shared", 0) > 0;
        var tokenizer = candidate.Word("tokenizer", TokenizerNames.Character);
        var sourceIds = (int)candidate.Number("vocabulary", UsualVocabulary(input.Texts[0], tokenizer) + (isShared ? UsualVocabulary(input.Texts[1], tokenizer) : 0));
        var targetTokenizer = isShared ? tokenizer : candidate.Word("target_tokenizer", tokenizer);
        var targetIds = isShared ? sourceIds : (int)candidate.Number("target_vocabulary", UsualVocabulary(input.Texts[1], targetTokenizer));
        var (width, heads) = (Number(candidate, "width", 64, 1), Number(candidate, "heads", 2, 1));
        if (width % heads != 0)
        {
            throw new UserInputException($"heads: {heads} heads do not divide the width {width}; use a width that is a multiple of the heads.");
        }

        return new EncoderDecoderShape
        {
            Input = new InputShape(0, 1, 1)
            {
                Texts = [Tokens(input.Texts[0], tokenizer, sourceIds, "tokenizer", "vocabulary") with { IsShared = isShared }, Tokens(input.Texts[1], targetTokenizer, targetIds, "target_tokenizer", "target_vocabulary") with { IsShared = isShared }],
            },
            Width = width,
            Encoder = Number(candidate, "encoder", 1, 0),
            Decoder = Number(candidate, "decoder", 1, 1),
            Heads = heads,
            Ratio = Number(candidate, "ratio", 2, 1),
            Outputs = outputs,
        };
    }

    private static int UsualVocabulary(TokenShape data, string tokenizer) => tokenizer == TokenizerNames.Bpe ? Math.Max(1000, data.Vocabulary) : data.Vocabulary;

    /// <summary>Characters beyond those that the data repeat would never be learned; of byte-pair encoding and shared vocabularies any number may serve.</summary>
    private static TokenShape Tokens(TokenShape data, string tokenizer, int vocabulary, string tokenizerGene, string vocabularyGene)
    {
        if (!Tokenizers.Contains(tokenizer))
        {
            throw new UserInputException($"{tokenizerGene}: \"{tokenizer}\" is no tokenizer of translations; use {Nearest.AnyOf([.. Tokenizers])}.");
        }

        if (vocabulary < FewestIds)
        {
            throw new UserInputException($"{vocabularyGene}: {vocabulary} ids are too few; three of them stand for padding, unknown and the end, so use {FewestIds} or more.");
        }

        var length = data.Lengths?.Find(tokenizer, vocabulary);
        return new TokenShape(length?.Longest ?? data.Length, tokenizer == TokenizerNames.Byte ? ByteIds : vocabulary)
        {
            Tokenizer = tokenizer,
            IsAnswer = data.IsAnswer,
            Typical = length?.Middle ?? data.TypicalLength,
        };
    }

    private static int Number(Candidate candidate, string gene, int usual, int least)
    {
        var number = (int)candidate.Number(gene, usual);
        return number >= least ? number : throw new UserInputException($"{gene}: {number} makes no model; use {least} or more.");
    }
}
