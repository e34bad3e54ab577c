using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Encoded pairs as an exported encoder-decoder takes them, and its loop of writing a translation.</summary>
internal static class PairInputs
{
    private const int Batch = 32;

    /// <summary>Sources, and what comes before each token of the given targets, both cut to the longest of these rows.</summary>
    public static IReadOnlyDictionary<string, Array> Given(EncodedData data)
    {
        var rows = Rows(data).ToList();
        var (source, target) = (Longest(rows.Select(row => row.Source)), Longest(rows.Select(row => row.Target)));
        return new Dictionary<string, Array>
        {
            [SequenceInput.Source] = rows.SelectMany(row => row.Source[..source]).ToArray(),
            [SequenceInput.Target] = rows.SelectMany(row => row.Target[..(target - 1)].Prepend(GreedyWriter.End)).ToArray(),
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
            foreach (var (place, ids) in places.Zip(GreedyWriter.Write(session, read, places.Length, most, stopsAtEnd: true, cancellationToken)))
            {
                result[place] = ids;
            }
        }

        return result;
    }

    private static IEnumerable<(long[] Source, long[] Target)> Rows(EncodedData data)
    {
        var (read, width) = (data.Input.Texts[0].Length, data.Input.IdCount);
        return data.Ids.Chunk(width).Select(row => (row[..read].Select(id => (long)id).ToArray(), row[read..].Select(id => (long)id).ToArray()));
    }

    private static int Longest(IEnumerable<long[]> rows) => Math.Max(1, rows.Max(Filled));

    private static int Filled(long[] ids) => ids.Count(id => id != 0);
}
