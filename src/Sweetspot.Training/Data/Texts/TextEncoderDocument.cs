using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Encoder of a text: columns to join, the tokenizer, and the length to which ids are cut or filled up.</summary>
internal sealed record TextEncoderDocument(
    AnswerForm Answer, string? TargetColumn, ImmutableArray<string> Columns, TokenShape Shape, FittedTokenizer Tokenizer) : EncoderDocument(Answer)
{
    /// <summary>Writes ids of tokens as rows of one length.</summary>
    /// <param name="rows">Ids of each row.</param>
    /// <param name="json">This document as JSON.</param>
    public EncodedData Encode(IReadOnlyList<int[]> rows, string json)
    {
        var text = new EncodedText(string.Join(" + ", Columns), Shape, Tokenizer);
        var ids = new int[checked(rows.Count * Shape.Length)];
        text.Write(rows, ids, 0, Shape.Length);
        return new EncodedData
        {
            Input = new InputShape(0, 1, 1) { Texts = [Shape] },
            Ids = ids,
            TokenWeights = text.Weights(),
            EncoderJson = json,
        };
    }
}
