using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class RankingTests : IDisposable
{
    private readonly DataFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scores_OfRanks_GainsOfTheFirstTenPlaces()
    {
        var scores = new RankingScores([1, 3, 10, 10.5, double.PositiveInfinity], [1, 2, 3, 4, 5]);

        Assert.Equal(0.6, scores.Value(Metrics.RecallAt10)!.Value, 12);
        Assert.Equal((1 + 0.5 + (1 / Math.Log2(11))) / 5, scores.Value(Metrics.NdcgAt10)!.Value, 12);
        Assert.Equal(3, scores.Value(Metrics.Loss));
    }

    [Fact]
    public void Load_WithoutRatings_IsARankingOfPairsOnceEach()
    {
        _folder.Write("clicks.csv", ["user,item,time", .. Pairs().Select((pair, at) => $"{pair},{at}"), $"{Pairs()[0]},999"]);

        var dataset = _folder.Load(new TaskSpec { Data = "clicks.csv", Kind = TaskKind.Recommendation });
        var split = Splits.Validation(dataset, 0.2, 1);

        Assert.Equal((TaskKind.Ranking, Pairs().Length), (dataset.Profile.Kind, dataset.Profile.Rows));
        Assert.Contains("1 training and 0 test rows that repeat a pair of user and item are left out.", dataset.Profile.Notes);
        Assert.Equal(40, split.Validation.Length);
        var ids = dataset.Encode(split.Train).Ids;
        Assert.All(split.Validation, held => Assert.True(split.Train.Where(row => ids[2 * row] == ids[2 * held]).All(row => row < held)));
    }

    [Fact]
    public void TestRows_OfMoreUsersThanAreRanked_AreThoseOfSomeAndItIsSaid()
    {
        var users = TrainingDefaults.MostRanked + 40;
        string[] Rows(int from, int to) => ["user,item", .. Enumerable.Range(0, users).SelectMany(user => Enumerable.Range(from, to - from).Select(item => $"u{user},i{((user % 5) + item) % 9}"))];
        _folder.Write("train.csv", Rows(0, 3));
        _folder.Write("test.csv", Rows(3, 5));

        var dataset = _folder.Load(new TaskSpec { Data = "train.csv", Kind = TaskKind.Ranking });
        var task = new LearningTask(dataset, Splits.Validation(dataset, 0.2, 1));

        Assert.Equal(2 * users, dataset.Profile.TestRows);
        Assert.Equal(2 * TrainingDefaults.MostRanked, task.TestRows.Length);
        Assert.All(task.TestRows, row => Assert.InRange(row, dataset.Profile.Rows, dataset.Profile.Rows + dataset.Profile.TestRows - 1));
        Assert.Contains(dataset.Profile.Notes, note => note.Contains("(of 500 of their 540 users, drawn at random)", StringComparison.Ordinal));
        Assert.Equal(task.TestRows, new LearningTask(dataset, Splits.Everything(dataset)).TestRows);
    }

    [Fact]
    public void Draw_Negatives_AreNeverPairsOfTheTrainingRows()
    {
        var dataset = Clicks();
        var split = Splits.Validation(dataset, 0.2, 1);
        var negatives = new Negatives(dataset.Encode(split.Train), split, dataset.Profile.Input.Levels[1]);

        negatives.Draw(RandomStream.For(3, 0, "test"));

        var ids = negatives.Encoded.Ids;
        Assert.Equal(Negatives.PerPair * split.Train.Length, negatives.Rows.Length);
        Assert.All(negatives.Rows, row => Assert.DoesNotContain(ids[(2 * row) + 1], negatives.TakenBy(ids[2 * row])));
    }

    [Fact]
    public async Task Evaluate_TastesOfTwoKinds_FactorsRankBetterThanPopularity()
    {
        var evaluator = Make.Evaluator(Clicks());

        var popular = await evaluator.Completed(new TrialRequest(Model(0), new Fidelity(30), 1, TrialPurpose.Verification), Token);
        var factors = await evaluator.Completed(new TrialRequest(Model(4), new Fidelity(30), 1, TrialPurpose.Verification), Token);

        Assert.True(factors.Metrics["ndcg_at_10"].Value > 1.2 * popular.Metrics["ndcg_at_10"].Value);
        Assert.Equal(factors.Metrics["ndcg_at_10"].Value, factors.Scores.Average(score => score.Score), 5);
    }

    [Fact] // pairs drawn anew in each epoch, penalties that go through the optimizer's memory
    public async Task Evaluate_LevelAfterLevel_EqualsEachFromScratch() => await Levels.AssertEqualFromScratch(Clicks(), Model(4), Path.Combine(_folder.Root, "trunks"), Token);

    private static Candidate Model(int factors) => new(
        [new("family", GeneValue.Of("mf")), new("factors", GeneValue.Of(factors)), new("regularization", GeneValue.Of(1))]);

    private Dataset Clicks()
    {
        _folder.Write("clicks.csv", ["user,item", .. Pairs()]);
        return _folder.Load(new TaskSpec { Data = "clicks.csv", Kind = TaskKind.Recommendation });
    }

    /// <summary>40 users take up 12 of the 30 items of their own kind, of 60 items in all.</summary>
    private static ImmutableArray<string> Pairs()
    {
        var chance = RandomStream.For(4, 0, "clicks");
        return
        [
            .. from user in Enumerable.Range(0, 40)
               let items = Shuffled(chance)
               from item in items.Take(12)
               select string.Create(CultureInfo.InvariantCulture, $"u{user},i{(2 * item) + (user % 2)}"),
        ];
    }

    private static int[] Shuffled(RandomStream chance)
    {
        var items = Enumerable.Range(0, 30).ToArray();
        chance.Shuffle<int>(items);
        return items;
    }
}
