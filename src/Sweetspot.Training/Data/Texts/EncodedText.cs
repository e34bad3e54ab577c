using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How a text becomes ids: the tokenizer, and the length to which ids are cut or filled up.</summary>
/// <param name="Column">The text's column.</param>
/// <param name="Shape">Length and vocabulary.</param>
/// <param name="Tokenizer">What the tokenizer learned.</param>
internal sealed record EncodedText(string Column, TokenShape Shape, FittedTokenizer Tokenizer)
{
    /// <summary>Writes ids of tokens as rows of one length; ids beyond the vocabulary are left out of n-grams and unknown elsewhere.</summary>
    /// <param name="rows">Ids of each row.</param>
    /// <param name="target">Ids of all rows.</param>
    /// <param name="start">Where a row's ids begin in its stride.</param>
    /// <param name="stride">Ids of a row.</param>
    public void Write(IReadOnlyList<int[]> rows, int[] target, int start, int stride)
    {
        var isGrams = TokenizerNames.AsGrams(Tokenizer.Name) is not null;
        for (var row = 0; row < rows.Count; row++)
        {
            var known = isGrams ? rows[row].Where(id => id < Shape.Vocabulary) : rows[row].Select(id => id < Shape.Vocabulary ? id : FittedTokenizer.Unknown);
            foreach (var (at, id) in known.Take(Shape.Length).Index())
            {
                target[(row * stride) + start + at] = id;
            }
        }
    }

    /// <summary>Weight of each id of n-grams, [vocabulary], 0 for padding; empty for other texts.</summary>
    public float[] Weights()
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
