namespace Sweetspot.Training;

/// <summary>A text as tokens, without loss.</summary>
/// <param name="Ids">Id of each token.</param>
/// <param name="Ends">Bytes of the text, as UTF-8, up to the end of each token.</param>
/// <param name="Bytes">The text as UTF-8.</param>
internal sealed record StreamTokens(int[] Ids, int[] Ends, byte[] Bytes)
{
    /// <summary>The token that begins at this byte, or the first after it.</summary>
    public int At(int offset)
    {
        var at = Array.BinarySearch(Ends, offset);
        return offset <= 0 ? 0 : at >= 0 ? at + 1 : ~at + 1;
    }
}
