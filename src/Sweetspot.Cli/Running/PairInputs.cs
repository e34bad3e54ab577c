using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Encoded pairs as an exported encoder-decoder takes them, and its loop of writing a translation.</summary>
internal static class PairInputs
{
    private const long End = 2; // ends a target, and comes before its first token
    private const int Batch = 32;

    /// <summary>Sources, and what comes before each token of the given targets, both cut to the longest of these rows.</summary>
    public static IReadOnlyDictionary<string, Array> Given(EncodedData data)
    {
        var rows = Rows(data).ToList();
        var (source, target) = (Longest(rows.Select(row => row.Source)), Longest(rows.Select(row => row.Target)));
        return new Dictionary<string, Array>
        {
            [SequenceInput.Source] = rows.SelectMany(row => row.Source[..source]).ToArray(),
            [SequenceInput.Target] = rows.SelectMany(row => row.Target[..(target - 1)].Prepend(End)).ToArray(),
        };
    }

    /// <summary>Greedy translations, as ids without the end.</summary>
    public static IReadOnlyList<int[]> Translate(OnnxSession session, EncodedData data, CancellationToken cancellationToken)
    {
        var rows = Rows(data).ToList();
        var result = new int[rows.Count][];
        var most = data.Input.Texts[1].Length;
        foreach (var places in Enumerable.Range(0, rows.Count).OrderBy(place => Filled(rows[place].Source)).Chunk(Batch))
        {
            var source = Longest(places.Select(place => rows[place].Source));
            var read = places.SelectMany(place => rows[place].Source[..source]).ToArray();
            foreach (var (place, ids) in places.Zip(Write(session, read, places.Length, most, cancellationToken)))
            {
                result[place] = ids;
            }
        }

        return result;
    }

    private static IEnumerable<int[]> Write(OnnxSession session, long[] read, int rows, int most, CancellationToken cancellationToken)
    {
        var written = Enumerable.Range(0, rows).Select(_ => new List<long> { End }).ToArray();
        while (written[0].Count <= most && !written.All(ids => ids.IndexOf(End, 1) > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = session.AnswerIds(TextAnswer.Next, rows, new Dictionary<string, Array>
            {
                [SequenceInput.Source] = read,
                [SequenceInput.Target] = written.SelectMany(ids => ids).ToArray(),
            });
            foreach (var (row, id) in next.Index())
            {
                written[row].Add(id);
            }
        }

        return written.Select(ids => ids.Skip(1).TakeWhile(id => id != End).Select(id => (int)id).ToArray());
    }

    private static IEnumerable<(long[] Source, long[] Target)> Rows(EncodedData data)
    {
        var (read, width) = (data.Input.Texts[0].Length, data.Input.IdCount);
        return data.Ids.Chunk(width).Select(row => (row[..read].Select(id => (long)id).ToArray(), row[read..].Select(id => (long)id).ToArray()));
    }

    private static int Longest(IEnumerable<long[]> rows) => Math.Max(1, rows.Max(Filled));

    private static int Filled(long[] ids) => ids.Count(id => id != 0);
}
