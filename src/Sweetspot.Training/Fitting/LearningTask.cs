using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>One split of a data set, encoded for models of one input: what a training learns from and is judged on.</summary>
internal sealed class LearningTask
{
    /// <summary>Logarithm of the odds beyond which nothing changes.</summary>
    private const double MostLogit = 50;

    private const int SortedBatches = 16;
    private const ulong TestSeed = 20;

    private readonly Negatives? _negatives;
    private readonly ImmutableArray<string> _answers = [];
    private readonly RowEncoder? _tokenizers;

    public LearningTask(Dataset dataset, Split split, InputShape? input = null)
    {
        Profile = dataset.Profile;
        Split = split;
        Encoded = dataset.Encode(split.Train, input ?? dataset.Profile.Input);
        TestRows = Tested();
        TrainingRows = split.Train;
        if (Profile.Kind == TaskKind.Ranking)
        {
            _negatives = new Negatives(Encoded, split, Profile.Input.Levels[1]);
            Encoded = _negatives.Encoded;
            TrainingRows = [.. split.Train, .. _negatives.Rows];
            Scale = new TargetScale(TargetTransform.None, 0, 1, -MostLogit, MostLogit);
            Targets = [.. Enumerable.Repeat(1f, Profile.Rows + Profile.TestRows), .. _negatives.Rows.Select(_ => 0f)];
        }
        else if (Profile.Kind == TaskKind.Translation)
        {
            _answers = dataset.Answers;
            _tokenizers = RowEncoder.FromJson(Encoded.EncoderJson);
            Scale = new TargetScale(TargetTransform.None, 0, 1, 0, 0);
        }
        else if (Profile.Kind == TaskKind.Classification)
        {
            Classes = [.. dataset.Classes.Select(index => (long)index)];
            Scale = new TargetScale(Profile.Transform, 0, 1, 0, 0);
        }
        else
        {
            RawTargets = [.. dataset.Targets];
            Scale = TargetScale.Fit(Profile.Transform, [.. split.Train.Select(row => dataset.Targets[row])], Profile.Kind == TaskKind.Recommendation ? 0 : 0.1);
            Targets = [.. dataset.Targets.Select(target => (float)Scale.ToModel(target))];
        }

        Examples = new Examples(Encoded);
    }

    public DataProfile Profile { get; }

    /// <summary>Rows of the encoding that an epoch goes through: those learned from, and of a ranking as many times as many pairs not taken up.</summary>
    public ImmutableArray<int> TrainingRows { get; }

    /// <summary>Draws what is random in an epoch's rows.</summary>
    public void Refresh(RandomStream chance) => _negatives?.Draw(chance);

    /// <summary>Scores a model on these rows.</summary>
    public QualityScores Judge(Network network, ImmutableArray<int> rows) =>
        _tokenizers is not null ? JudgeTranslations(new Translator((EncoderDecoderModule)network.Module, (EncoderDecoderShape)network.Shape, Encoded), _tokenizers.Pairs(), rows)
        : _negatives is null ? Score(network.Answer(rows.AsSpan()), rows)
        : new Ranker(Encoded, _negatives, network).Judge(rows);

    /// <summary>Puts rows of like length together, so that batches have little padding: by length within stretches of several batches, and the batches in any order.</summary>
    /// <param name="order">Rows in the order of an epoch, changed in place.</param>
    /// <param name="steps">Batches into which it is cut evenly.</param>
    /// <param name="chance">Draws the order of batches.</param>
    public void Arrange(int[] order, int steps, RandomStream chance)
    {
        if (Profile.Kind != TaskKind.Translation)
        {
            return;
        }

        var width = Encoded.Input.IdCount;
        var lengths = order.ToDictionary(row => row, row => width - Encoded.Ids.AsSpan(row * width, width).Count(FittedTokenizer.Padding));
        var batches = Enumerable.Range(0, steps).Select(step => (int)((long)order.Length * step / steps)).Append(order.Length).ToArray();
        var sorted = new List<int[]>();
        for (var first = 0; first < steps; first += SortedBatches)
        {
            var last = Math.Min(steps, first + SortedBatches);
            int[] stretch = [.. order[batches[first]..batches[last]].OrderBy(row => lengths[row])];
            sorted.AddRange(Enumerable.Range(first, last - first).Select(step => stretch[(batches[step] - batches[first])..(batches[step + 1] - batches[first])]));
        }

        var shuffled = sorted.ToArray();
        chance.Shuffle(shuffled.AsSpan());
        shuffled.SelectMany(batch => batch).ToArray().CopyTo(order, 0);
    }

    private TranslationScores JudgeTranslations(Translator translator, PairTokenizers tokenizers, ImmutableArray<int> rows)
    {
        var scored = rows.Zip(translator.Losses(rows), (row, loss) =>
        {
            var ids = translator.TargetOf(row);
            return new ScoredTarget(loss.Nats, loss.Tokens, tokenizers.Characters(_answers[row], ids), !ids.Contains(PairTokenizers.End));
        });
        return new TranslationScores([.. translator.Translate(rows).Select(tokenizers.Decode)], [.. rows.Select(row => _answers[row])], [.. scored]);
    }

    private ImmutableArray<int> Tested()
    {
        ImmutableArray<int> all = [.. Enumerable.Range(Profile.Rows, Profile.TestRows)];
        return Profile.Kind switch
        {
            TaskKind.Ranking => RankedSample.Of(Encoded, Profile),
            TaskKind.Translation => PairSplits.Judged(all, TrainingDefaults.MostTestedPairs, RandomStream.For(TestSeed, 0, "translated test rows")),
            _ => all,
        };
    }

    public Split Split { get; }

    public EncodedData Encoded { get; }

    public Examples Examples { get; }

    /// <summary>Rows of the test data that are judged, as the encoding counts them: all, but of a ranking those of at most so many users as in validation, and of many pairs to translate some drawn at random.</summary>
    public ImmutableArray<int> TestRows { get; }

    /// <summary>Class index of every row; empty for regression.</summary>
    public long[] Classes { get; } = [];

    /// <summary>Target of every row on the modelled scale; empty for classification.</summary>
    public float[] Targets { get; } = [];

    /// <summary>Target of every row as in the data; empty for classification.</summary>
    public double[] RawTargets { get; } = [];

    /// <summary>How targets are scaled; the identity for classification.</summary>
    public TargetScale Scale { get; }

    /// <summary>Scores what a model answered for these rows.</summary>
    /// <param name="outputs">[rows × outputs].</param>
    /// <param name="rows">The rows.</param>
    public QualityScores Score(float[] outputs, ImmutableArray<int> rows) => Profile.Kind == TaskKind.Classification
        ? new ClassificationScores(outputs, [.. rows.Select(row => (int)Classes[row])], Profile.Outputs, Profile.Classes)
        : new RegressionScores(outputs, [.. rows.Select(row => RawTargets[row])], Scale);
}
