using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>The rows on which static quantisation sees the ranges of activations: one choice for what is measured and what is exported, so that both are the same model.</summary>
public static class CalibrationSample
{
    /// <summary>Most rows.</summary>
    public const int MostRows = 512;

    /// <summary>Rows of those learned from, spread evenly over them.</summary>
    /// <param name="encoded">Rows as the model takes them.</param>
    /// <param name="training">Zero-based rows that the model learned from.</param>
    public static EncodedData Of(EncodedData encoded, ImmutableArray<int> training)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        var count = Math.Min(MostRows, training.Length);
        return encoded.Take([.. Enumerable.Range(0, count).Select(index => training[(int)((long)index * training.Length / count)])]);
    }
}
