using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class RatingTrainingTests : IDisposable
{
    private readonly DataFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_RatingsThatFactorsExplain_FactorsBeatBiasesBeatTheMean()
    {
        var dataset = MadeUp();

        var biases = await Make.Evaluator(dataset).Completed(new TrialRequest(Model("mf", 0), new Fidelity(40), 1), Token);
        var factors = await Make.Evaluator(dataset).Completed(new TrialRequest(Model("mf", 4, regularization: 2), new Fidelity(40), 1), Token);

        var mean = TrivialBaseline.Measure(dataset, new TrainingOptions { StudySeed = 1 })["rmse"].Value;
        Assert.True(factors.Metrics["rmse"].Value < 0.8 * biases.Metrics["rmse"].Value);
        Assert.True(biases.Metrics["rmse"].Value < 0.95 * mean);
    }

    [Theory]
    [InlineData("ncf")]
    [InlineData("towers")]
    public async Task Evaluate_DeepFamilies_BeatTheMean(string family)
    {
        var dataset = MadeUp();

        var result = await Make.Evaluator(dataset).Completed(new TrialRequest(Model(family, 4), new Fidelity(40), 1), Token);

        Assert.True(result.Metrics["rmse"].Value < 0.95 * TrivialBaseline.Measure(dataset, new TrainingOptions { StudySeed = 1 })["rmse"].Value);
    }

    [Fact]
    public async Task Predict_FileWithStrangers_AnswersWithinTheScaleAndSaysSo()
    {
        var dataset = MadeUp();
        var request = new TrialRequest(Model("mf", 4), new Fidelity(20), 3, TrialPurpose.Final);
        var result = await Make.Evaluator(dataset, new TrainingOptions { StudySeed = 1, WeightsFolder = _folder.Root }).Completed(request, Token);
        using var predictor = Predictor.Load(ModelFile.PathOf(_folder.Root, request));

        var (rows, answers) = await predictor.PredictFileAsync(_folder.Write("new.csv", "item,user", "i3,u5", "i3,stranger", "unheard,stranger"), Token);

        var unknown = answers[2].Value;
        Assert.Equal(2, rows.Notes.Length);
        Assert.All(answers, answer => Assert.InRange(answer.Value, 1, 5));
        Assert.InRange(unknown, dataset.Targets.Average() - 0.3, dataset.Targets.Average() + 0.3);
        Assert.True(result.Metrics.ContainsKey("test_rmse"));
    }

    [Fact]
    public async Task Evaluate_FilmTrust_BeatsAlternatingRidgeOnTestData()
    {
        var dataset = DatasetLoader.Load(new TaskSpec { Data = "train.csv", Kind = TaskKind.Recommendation }, SharedSets.Folder("filmtrust"));

        var result = await Make.Evaluator(dataset).Completed(new TrialRequest(Model("mf", 16), new Fidelity(30), 1, TrialPurpose.Final), Token);

        Assert.InRange(result.Metrics["test_rmse"].Value, 0.77, 0.7855);
    }

    private static Candidate Model(string family, int factors, int regularization = 14) => new(
        [new("family", GeneValue.Of(family)), new("factors", GeneValue.Of(factors)), new("regularization", GeneValue.Of(regularization))]);

    /// <summary>60 users by 40 items, two thirds rated: biases, one factor and a little noise, within 1 to 5.</summary>
    private Dataset MadeUp()
    {
        var chance = RandomStream.For(9, 0, "ratings");
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => chance.NextGaussian())];
        var (userBias, itemBias, user, item) = (Draw(60), Draw(40), Draw(60), Draw(40));
        var lines = from u in Enumerable.Range(0, 60)
                    from i in Enumerable.Range(0, 40)
                    where chance.NextDouble() < 0.67
                    let rating = 3 + (0.3 * userBias[u]) + (0.3 * itemBias[i]) + (0.7 * user[u] * item[i]) + (0.1 * chance.NextGaussian())
                    select string.Create(CultureInfo.InvariantCulture, $"u{u},i{i},{Math.Clamp(rating, 1, 5):0.00}");
        _folder.Write("ratings.csv", ["user,item,rating", .. lines]);
        return _folder.Load(new TaskSpec { Data = "ratings.csv", Kind = TaskKind.Recommendation, TestFraction = 0.1 });
    }
}
