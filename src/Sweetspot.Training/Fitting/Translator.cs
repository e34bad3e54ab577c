using System.Runtime.InteropServices;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Translates encoded rows with a trained module, and says how likely it finds given targets. Sentences of like length go together.</summary>
internal sealed class Translator(EncoderDecoderModule module, EncoderDecoderShape shape, EncodedData data)
{
    private const int MostSentences = 128;
    private const long MostScores = 20_000_000; // numbers in the scores of a batch

    /// <summary>Greedy translations, as ids without the end.</summary>
    /// <param name="rows">Zero-based rows.</param>
    public int[][] Translate(IReadOnlyList<int> rows)
    {
        var result = new int[rows.Count][];
        Each(rows, row => Source(row), MostSentences, places =>
        {
            var ids = Ids(places.Select(place => rows[place]));
            foreach (var (place, written) in places.Zip(module.Translate(ids.narrow(1, 0, shape.Source.Length), shape.Target.Length)))
            {
                result[place] = written;
            }
        });
        return result;
    }

    /// <summary>Nats and tokens of each row's target, the end included; an unknown token costs <see cref="PairTokenizers.UnknownNats"/> more.</summary>
    /// <param name="rows">Zero-based rows.</param>
    public (double Nats, int Tokens)[] Losses(IReadOnlyList<int> rows)
    {
        var result = new (double, int)[rows.Count];
        var batch = (int)Math.Clamp(MostScores / ((long)shape.Target.Length * shape.Target.Vocabulary), 1, MostSentences);
        Each(rows, row => Target(row), batch, places =>
        {
            var scores = module.call(Ids(places.Select(place => rows[place])));                              // (B, T, vocabulary)
            var targets = TargetIds(places.Select(place => rows[place]), (int)scores.shape[1]);              // (B, T)
            var nats = -nn.functional.log_softmax(scores, 2).gather(2, targets.unsqueeze(2)).squeeze(2);     // (B, T)
            var known = targets.ne(FittedTokenizer.Padding).to(ScalarType.Float32);
            var unknown = targets.eq(FittedTokenizer.Unknown).to(ScalarType.Float32) * PairTokenizers.UnknownNats;
            var sums = ((nats + unknown) * known).sum(1).contiguous();
            foreach (var (at, place) in places.Index())
            {
                result[place] = (MemoryMarshal.Cast<byte, float>(sums.bytes)[at], Target(rows[place]));
            }
        });
        return result;
    }

    /// <summary>Ids of a row's target, without padding.</summary>
    public int[] TargetOf(int row) => Row(row).Slice(shape.Source.Length, Target(row)).ToArray();

    /// <summary>Scores of all tokens of given targets, [rows × longest target × vocabulary].</summary>
    public float[] Scores(IReadOnlyList<int> rows)
    {
        float[] result = [];
        Evaluate(() => result = MemoryMarshal.Cast<byte, float>(module.call(Ids(rows)).contiguous().bytes).ToArray());
        return result;
    }

    /// <summary>Tokens of a row's source.</summary>
    private int Source(int row) => Filled(Row(row)[..shape.Source.Length]);

    private int Target(int row) => Filled(Row(row)[shape.Source.Length..]);

    private Span<int> Row(int row) => data.Ids.AsSpan(row * data.Input.IdCount, data.Input.IdCount);

    private static int Filled(ReadOnlySpan<int> ids) => ids.IndexOf(FittedTokenizer.Padding) is >= 0 and var end ? end : ids.Length;

    private void Each(IReadOnlyList<int> rows, Func<int, int> length, int batch, Action<int[]> work)
    {
        foreach (var places in Enumerable.Range(0, rows.Count).OrderBy(place => length(rows[place])).Chunk(batch))
        {
            Evaluate(() => work(places));
        }
    }

    private void Evaluate(Action work)
    {
        var wasTraining = module.training;
        module.eval();
        using (no_grad())
        using (NewDisposeScope())
        {
            work();
        }

        module.train(wasTraining);
    }

    private Tensor Ids(IEnumerable<int> rows) => tensor(rows.SelectMany(row => Row(row).ToArray().Select(id => (long)id)).ToArray()).view(-1, data.Input.IdCount);

    private Tensor TargetIds(IEnumerable<int> rows, int length) =>
        tensor(rows.SelectMany(row => Row(row).Slice(shape.Source.Length, length).ToArray().Select(id => (long)id)).ToArray()).view(-1, length);
}
