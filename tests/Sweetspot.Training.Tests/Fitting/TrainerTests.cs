using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;

namespace Sweetspot.Training.Tests;

public sealed class TrainerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // dotnet/TorchSharp#1278: tensors pile up without dispose scopes
    public async Task Run_ThousandSteps_KeepsNoTensor()
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        var dataset = ArrayDataset.Clouds(160, spread: 2);
        var task = new LearningTask(dataset, Splits.Everything(dataset));
        var shape = new MlpShape { Input = InputShape.Numbers(4), Hidden = [8], Outputs = 3 };
        using var pass = Make.Gate().Train(Token);
        using var trainer = new Trainer(
            task, shape, Recipe.For(dataset.Profile, shape, 220), Metrics.Accuracy, 1, pass, TimeProvider.System, null);
        trainer.Run(20, Token);
        var (live, created) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, DisposeScopeManager.Statistics.CreatedInScopeCount);

        trainer.Run(200, Token); // 5 steps an epoch

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(DisposeScopeManager.Statistics.CreatedInScopeCount > created + 1000);
    }

    [Fact] // ray-project/ray PR #31276: a NaN that is reported first stays the best for ever
    public void BestCheckpoint_NaNThenTwoValues_BestIsTheSmallestFinite()
    {
        using var model = torch.nn.Linear(1, 1);
        var best = new BestCheckpoint(Metrics.Loss);
        var scores = new ClassificationScores([1, 0], [0], 2);

        foreach (var (epoch, loss) in ((int, double)[])[(1, double.NaN), (2, 0.9), (3, 0.7), (4, double.PositiveInfinity)])
        {
            best.Offer(epoch, scores, loss, loss, null, model);
        }

        Assert.Equal(3, best.Epoch);
    }

    [Fact]
    public void BestCheckpoint_EqualQuality_LowerLossThenEarlierEpochWins()
    {
        using var model = torch.nn.Linear(1, 1);
        var best = new BestCheckpoint(Metrics.Accuracy);
        var scores = new ClassificationScores([1, 0], [0], 2);

        best.Offer(1, scores, 0.5, 1.0, null, model);
        best.Offer(2, scores, 0.9, 0.8, null, model);
        best.Offer(3, scores, 0.9, 0.7, null, model);
        best.Offer(4, scores, 0.9, 0.7, null, model);
        best.Offer(5, scores, 0.8, 0.1, null, model);

        Assert.Equal(3, best.Epoch);
    }

    [Fact]
    public void RateAt_WholeSchedule_RisesThenFallsToAHundredth()
    {
        var recipe = new Recipe { Epochs = 10, BatchSize = 32, Rate = 0.1 };
        var rates = Enumerable.Range(0, 100).Select(step => recipe.RateAt(step, 100)).ToArray();

        Assert.Equal(0.1, rates.Max(), 3);
        Assert.Equal(rates.Max(), rates[10]);
        Assert.True(rates[0] < 0.02 && rates[^1] < 0.0015);
        Assert.Equal(rates[..11], rates[..11].Order());
        Assert.Equal(rates[10..], rates[10..].OrderDescending());
    }

    [Fact]
    public void ClassWeights_NineToOne_WeighTheRareClassAndAverageToOne()
    {
        var dataset = ArrayDataset.Clouds(100, classes: 2, classOf: row => row % 10 == 0 ? 1 : 0);
        var task = new LearningTask(dataset, Splits.Everything(dataset));

        var weights = ClassWeights.Of(task, 0.5)!;

        Assert.Equal(3, weights[1] / weights[0], 4);
        Assert.Equal(1, (0.9 * weights[0]) + (0.1 * weights[1]), 5);
        Assert.Null(ClassWeights.Of(task, 0));
    }

    [Fact]
    public void ClassWeights_PowerFor_OnlyWhereOneClassIsNearlyAllAndEachCountsTheSame()
    {
        var dominated = ArrayDataset.Clouds(100, classes: 2, classOf: row => row % 10 == 0 ? 1 : 0).Profile with { ClassCounts = [90, 10] };

        Assert.Equal(0.5, ClassWeights.PowerFor(dominated, Metrics.MacroF1));
        Assert.Equal(0, ClassWeights.PowerFor(dominated, Metrics.Accuracy));
        Assert.Equal(0, ClassWeights.PowerFor(dominated with { ClassCounts = [70, 30] }, Metrics.MacroF1));
    }

    [Fact]
    public void ClassWeights_TwoToOne_AreAbsent()
    {
        var dataset = ArrayDataset.Clouds(90, classes: 2, classOf: row => row % 3 == 0 ? 1 : 0);

        Assert.Null(ClassWeights.Of(new LearningTask(dataset, Splits.Everything(dataset)), 0.5));
    }
}
