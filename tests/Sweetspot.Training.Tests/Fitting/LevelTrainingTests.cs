using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;

namespace Sweetspot.Training.Tests;

/// <summary>Trainings at levels: a trunk that goes on, and a branch for each.</summary>
public sealed class LevelTrainingTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"sweetspot-levels-{Guid.NewGuid():n}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory] // dropout, batch statistics and shifted images, 16-bit weights with their copies, a trunk before pruning
    [InlineData("family=mlp depth=1 width=16 prune=0.5")]
    [InlineData("family=cnn stages=1 channels=8 kernel=3 dense=16 augment=shift")]
    [InlineData("family=cnn stages=1 channels=8 kernel=3 dense=16 precision=bf16")]
    public async Task Evaluate_LevelAfterLevel_EqualsEachFromScratch(string genes) =>
        await Levels.AssertEqualFromScratch(DatasetLoader.Load(new TaskSpec { Preset = "digits" }, "."), Candidate(genes), _folder, Token);

    [Theory]
    [InlineData("one", true)]
    [InlineData("another", false)] // of other columns or another target, in a folder that was left behind
    public async Task Evaluate_TrunkOfAStudy_IsTakenByNoOther(string study, bool isTaken)
    {
        var dataset = ArrayDataset.Clouds(200, spread: 1.5);
        await Evaluate(3, "one");

        var after = await Evaluate(9, study);

        Assert.Equal(isTaken, after.Metrics["train_seconds"].Origin.Detail!.Contains("goes on", StringComparison.Ordinal));

        Task<Evaluation> Evaluate(int level, string identity) => Make.Evaluator(dataset, Levels.Options(_folder) with { StudyIdentity = identity })
            .EvaluateAsync(new TrialRequest(Make.Mlp(8), new Fidelity(level), 7), Token).AsTask();
    }

    [Fact]
    public async Task Evaluate_Retraining_IsFromScratchOnTheUsualSchedule()
    {
        var dataset = ArrayDataset.Clouds(200, spread: 1.5);
        var request = new TrialRequest(Make.Mlp(8), new Fidelity(9), 7, TrialPurpose.Verification);

        var inStudy = await Make.Evaluator(dataset, Levels.Options(_folder)).Completed(request, Token);
        var alone = await Make.Evaluator(dataset, new TrainingOptions { StudySeed = 1, Epochs = 9 }).Completed(request, Token);

        Assert.Equal(alone.Curve, inStudy.Curve);
        Assert.Contains("cosine over at most 9 epochs", inStudy.Metrics["train_seconds"].Origin.Detail, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public async Task Run_AfterALowerLevel_SameWeightsWithoutItsSteps()
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        var (lower, after, anew) = (Train(3, "trunk"), Train(9, "trunk"), Train(9, "another"));

        const int steps = 5; // of an epoch
        Assert.Equal(((2 + 1) * steps, (5 + 2) * steps, (7 + 2) * steps), (lower.Steps, after.Steps, anew.Steps)); // trunk and branch
        Assert.Equal(2, after.Outcome.EpochsBefore);
        Assert.Equal(anew.Outcome.BestStep, after.Outcome.BestStep);
        Assert.Equal(anew.Weights.Keys.Order(StringComparer.Ordinal), after.Weights.Keys.Order(StringComparer.Ordinal));
        Assert.All(anew.Weights, weight => Assert.Equal(weight.Value.Values, after.Weights[weight.Key].Values));
    }

    [Fact]
    public async Task Run_AfterALowerLevel_SecondsOfTheTrunkAreCounted()
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        Train(3, "trunk", time: new TickingTime());

        var after = Train(9, "trunk", time: new TickingTime()).Outcome;

        Assert.InRange(after.WallSeconds, 9 * 5, 9 * 5 + 10); // a second for each of the 5 steps of an epoch, of which 7 were trained here
        Assert.Equal(after.BestStep * after.CpuSecondsPerStep, after.TrainSeconds); // a step's median, over the steps of all
    }

    [Theory]
    [InlineData(false)] // another program, data or recipe wrote it
    [InlineData(true)] // cut off
    public async Task Run_WhatIsKeptIsOfNoUse_TrainsAnew(bool isDamaged)
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        Train(3, "trunk", isDamaged ? "same" : "other");
        var path = Path.Combine(_folder, "trunk.safetensors");
        if (isDamaged)
        {
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        }

        var after = Train(9, "trunk", "same");

        Assert.Equal(0, after.Outcome.EpochsBefore);
        Assert.Equal(Train(9, "another").Outcome.Curve, after.Outcome.Curve);
    }

    [Fact]
    public async Task Run_NothingCanBeKept_TrainsAllTheSame()
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        File.WriteAllText(_folder, "no folder");
        try
        {
            Assert.Null(Train(3, "trunk").Outcome.Ended);
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    [Fact]
    public async Task Run_NoMoreGain_BranchesThereAtEveryHigherLevel()
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        var lengths = new[] { 20, 60 }.Select(level => Train(level, "trunk", levels: [20, 60], rate: 0).Outcome.Curve.Length);

        Assert.Equal([16 + 4, 22 + 12], lengths); // the trunk of the whole ends 21 epochs (35 % of 60) after the first, the best
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(9, 7, 2)]
    [InlineData(27, 22, 5)]
    public void TrunkEpochs_OfALevel_LeaveAFifthToTheBranch(int level, int trunk, int branch)
    {
        var schedule = new LevelSchedule(level, [1, 3, 9, 27]);

        Assert.Equal((trunk, branch), (schedule.TrunkEpochs, schedule.BranchEpochs));
    }

    [Fact]
    public void ShareAt_TwoLevels_TheSameOnTheTrunkThenFallingToNothing()
    {
        var (low, high) = (new LevelSchedule(5, [5, 20]), new LevelSchedule(20, [5, 20]));
        var trunk = Enumerable.Range(0, 40).Select(step => low.ShareAt(step, 10, 0.1, null)).ToList();
        var branch = Enumerable.Range(40, 10).Select(step => low.ShareAt(step, 10, 0.1, 40)).ToList();

        Assert.Equal(trunk, Enumerable.Range(0, 40).Select(step => high.ShareAt(step, 10, 0.1, null)));
        Assert.Equal(trunk.Order(), trunk);
        Assert.Equal(1, trunk[^1]);
        Assert.Equal(branch.OrderDescending(), branch);
        Assert.Equal(1, branch[0]);
        Assert.Equal(1 - Math.Sqrt(0.9), branch[^1], 12);
    }

    [Fact]
    public void KeepOnly_SomeCandidates_DeletesTheOthersAndNotWhatIsBeingWritten()
    {
        Directory.CreateDirectory(_folder);
        var (kept, gone) = (TrunkFiles.PathOf(_folder, Make.Mlp(4), 1), TrunkFiles.PathOf(_folder, Make.Mlp(5), 1));
        foreach (var path in (string[])[kept, gone, $"{gone}.7.tmp"])
        {
            File.WriteAllText(path, "");
        }

        TrunkFiles.KeepOnly(_folder, [Make.Mlp(4)], 1);
        Assert.Equal([kept, $"{gone}.7.tmp"], Directory.GetFiles(_folder).OrderBy(path => path.EndsWith("tmp", StringComparison.Ordinal)));
        TrunkFiles.DeleteUnfinished(_folder);
        Assert.Equal([kept], Directory.GetFiles(_folder));
        TrunkFiles.DeleteAll(_folder);
        Assert.False(Directory.Exists(_folder));
    }

    private static Candidate Candidate(string genes) => new(genes.Split(' ').Select(gene => gene.Split('=')).Select(pair => KeyValuePair.Create(
        pair[0], double.TryParse(pair[1], System.Globalization.CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1]))));

    /// <summary>Trains one model, and counts the batches that it really learned from.</summary>
    private (TrainingOutcome Outcome, int Steps, IReadOnlyDictionary<string, WeightTensor> Weights) Train(
        int level, string name, string fingerprint = "same", int[]? levels = null, double rate = 0.01, TimeProvider? time = null)
    {
        var dataset = ArrayDataset.Clouds(200, spread: 1.5);
        var task = new LearningTask(dataset, Splits.Validation(dataset, 0.2, 1));
        var shape = new MlpShape { Input = InputShape.Numbers(4), Hidden = [8], Outputs = 3 };
        var recipe = Recipe.For(dataset.Profile, shape, level) with { Levels = new LevelSchedule(level, levels ?? Levels.Epochs), Dropout = 0.3, Rate = rate };
        using var pass = Make.Gate().Train(Token);
        using var trainer = new Trainer(
            task, shape, recipe, Metrics.Accuracy, 1, pass, time ?? TimeProvider.System, new TrialTime(TimeSpan.FromDays(1)), trunk: new TrunkFile(Path.Combine(_folder, $"{name}.safetensors"), fingerprint));
        var steps = 0;
        ((torch.nn.Module<torch.Tensor, torch.Tensor>)trainer.Network.Module).register_forward_hook((module, _, output) =>
        {
            steps += module.training ? 1 : 0;
            return output;
        });
        var outcome = trainer.Run(level, Token);
        return (outcome, steps, ModelState.Of(trainer.Network.Module));
    }
}
