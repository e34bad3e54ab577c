using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Encoder of a text: columns to join, the tokenizer, and the length to which ids are cut or filled up.</summary>
internal sealed record TextEncoderDocument(
    AnswerForm Answer, string? TargetColumn, ImmutableArray<string> Columns, TokenShape Shape, FittedTokenizer Tokenizer) : EncoderDocument(Answer)
{
    /// <summary>Writes ids of tokens as rows of one length; ids beyond the vocabulary are left out of n-grams and unknown elsewhere.</summary>
    /// <param name="rows">Ids of each row.</param>
    /// <param name="json">This document as JSON.</param>
    public EncodedData Encode(IReadOnlyList<int[]> rows, string json)
    {
        var ids = new int[checked(rows.Count * Shape.Length)];
        var isGrams = TokenizerNames.AsGrams(Tokenizer.Name) is not null;
        for (var row = 0; row < rows.Count; row++)
        {
            var known = isGrams ? rows[row].Where(id => id < Shape.Vocabulary) : rows[row].Select(id => id < Shape.Vocabulary ? id : FittedTokenizer.Unknown);
            foreach (var (at, id) in known.Take(Shape.Length).Index())
            {
                ids[(row * Shape.Length) + at] = id;
            }
        }

        return new EncodedData
        {
            Input = new InputShape(0, 1, 1) { Texts = [Shape] },
            Ids = ids,
            TokenWeights = Weights(),
            EncoderJson = json,
        };
    }

    private float[] Weights()
    {
        if (Tokenizer.Weights.IsEmpty)
        {
            return [];
        }

        var weights = new float[Shape.Vocabulary];
        Tokenizer.Weights.CopyTo(0, weights, FittedTokenizer.First, Math.Min(Tokenizer.Weights.Length, Shape.Vocabulary - FittedTokenizer.First));
        return weights;
    }
}
