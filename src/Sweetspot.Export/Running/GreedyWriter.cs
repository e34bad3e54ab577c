namespace Sweetspot.Export;

/// <summary>The loop that writes translations with an exported encoder-decoder: at each step the likeliest token, until the end.</summary>
public static class GreedyWriter
{
    /// <summary>Id that ends a text, and comes before its first token.</summary>
    public const long End = 2;

    /// <summary>Writes a text for each source.</summary>
    /// <param name="session">The model.</param>
    /// <param name="sources">Ids, [rows × longest source], 0 where a text has ended.</param>
    /// <param name="rows">How many.</param>
    /// <param name="most">Most tokens of a text.</param>
    /// <param name="stopsAtEnd">Whether writing stops once all texts have ended, rather than after <paramref name="most"/> tokens.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>Ids of each text, without the end.</returns>
    public static IReadOnlyList<int[]> Write(OnnxSession session, long[] sources, int rows, int most, bool stopsAtEnd, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var written = Enumerable.Range(0, rows).Select(_ => new List<long> { End }).ToArray();
        while (written[0].Count <= most && !(stopsAtEnd && written.All(ids => ids.IndexOf(End, 1) > 0)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = session.AnswerIds(TextAnswer.Next, rows, new Dictionary<string, Array>
            {
                [SequenceInput.Source] = sources,
                [SequenceInput.Target] = written.SelectMany(ids => ids).ToArray(),
            });
            foreach (var (row, id) in next.Index())
            {
                written[row].Add(id);
            }
        }

        return [.. written.Select(ids => ids.Skip(1).TakeWhile(id => id != End).Select(id => (int)id).ToArray())];
    }
}
