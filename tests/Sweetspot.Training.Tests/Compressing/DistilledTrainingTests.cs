using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.TestKit;
using static TorchSharp.torch;

namespace Sweetspot.Training.Tests;

public sealed class DistilledTrainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluate_Distilled_LearnsFromTheTeacherAndCountsItsTime()
    {
        var evaluator = Taught(ArrayDataset.Clouds(300, spread: 1.2), out _);

        var plain = await evaluator.Completed(new TrialRequest(Make.Mlp(4), new Fidelity(6), 7), Token);
        var student = await evaluator.Completed(new TrialRequest(Distilled(Make.Mlp(4)), new Fidelity(6), 7), Token);
        var twin = await evaluator.Completed(new TrialRequest(Compression.Twin(Distilled(Make.Mlp(4))), new Fidelity(6), 7), Token);

        Assert.NotEqual(plain.Curve, student.Curve);
        Assert.Equal(plain.Curve, twin.Curve);
        Assert.Equal(plain.Metrics["parameters"], student.Metrics["parameters"]);
        Assert.Matches(@"learned from trial 3, whose \d+(\.\d+)? CPU s are counted", student.Metrics["train_seconds"].Origin.Detail);
        Assert.Matches("learned from trial 3", student.Metrics["accuracy"].Origin.Detail);
    }

    [Fact]
    public async Task Evaluate_DistilledOfNumbers_SameCurveInEachWorkerAndAnswersKept()
    {
        using var folder = new TemporaryFolder();
        var request = new TrialRequest(Distilled(Make.Mlp(8)), new Fidelity(6), 3);

        var first = await Taught(ArrayDataset.Curve(200), out var trained, folder.Path).Completed(request, Token);
        var second = await Taught(ArrayDataset.Curve(200), out _, folder.Path).Completed(request, Token);

        var answers = Assert.Single(Directory.GetFiles(folder.Path, "*.answers"));
        Assert.Equal(4 + 8 + 4 + (160 * 4), new FileInfo(answers).Length); // version, seconds, count, one number for each training row
        Assert.Equal(first.Curve, second.Curve);
        Assert.Equal(TeacherSeconds(first), TeacherSeconds(second)); // read, not trained again
        Assert.Equal(3, trained.Number);
    }

    [Fact]
    public async Task Evaluate_DistilledOnFolds_ATeacherForEachSplit()
    {
        using var folder = new TemporaryFolder();
        var evaluator = Taught(ArrayDataset.Clouds(100, testRows: 20), out _, folder.Path);

        foreach (var fold in (int[])[0, 1])
        {
            await evaluator.Completed(new TrialRequest(Distilled(Make.Mlp(4)), new Fidelity(3), 1, TrialPurpose.Verification, fold), Token);
        }

        await evaluator.Completed(new TrialRequest(Distilled(Make.Mlp(4)), new Fidelity(3), 1, TrialPurpose.Final), Token);

        Assert.Equal(3, Directory.GetFiles(folder.Path, "*.answers").Length);
        Assert.Contains(Directory.GetFiles(folder.Path, "*.answers"), path => new FileInfo(path).Length == 16 + (100 * 3 * 4)); // everything but the test rows
    }

    [Theory]
    [InlineData(TrialPurpose.Verification, 2)]
    [InlineData(TrialPurpose.Comparison, 2)]
    [InlineData(TrialPurpose.Search, 1)] // one teacher for the whole search
    public async Task Evaluate_DistilledWithTwoSeeds_RepeatsAlsoTheTeacher(TrialPurpose purpose, int teachers)
    {
        using var folder = new TemporaryFolder();
        var evaluator = Taught(ArrayDataset.Clouds(100), out _, folder.Path);

        foreach (var seed in (ulong[])[5, 6])
        {
            await evaluator.Completed(new TrialRequest(Distilled(Make.Mlp(4)), new Fidelity(6), seed, purpose), Token);
        }

        var answers = Directory.GetFiles(folder.Path, "*.answers");
        Assert.Equal(teachers, answers.Length);
        Assert.Equal(teachers, answers.Select(path => Convert.ToHexString(File.ReadAllBytes(path).AsSpan(16))).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Evaluate_TeacherThatComesToNothing_IsTriedOnceAndEachStudentSaysWhy(bool isKept)
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        using var folder = new TemporaryFolder();
        var dataset = ArrayDataset.Clouds(60);
        var (task, tries) = (new LearningTask(dataset, Splits.Everything(dataset)), 0);
        (double Seconds, float[] Outputs) Fail(IReadOnlyList<int> rows)
        {
            tries++;
            throw new TeacherException("loss is NaN");
        }

        var inMemory = new TeacherAnswers(null);
        for (var student = 0; student < 3; student++)
        {
            var answers = isKept ? new TeacherAnswers(folder.Path) : inMemory; // each of another worker, or all of one
            var exception = Assert.Throws<TeacherException>(() => answers.Of(new Teacher(3, Make.Mlp(32), 4), 1, "validation", task, Fail, Token));
            Assert.Equal("loss is NaN", exception.Message);
        }

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task Evaluate_TeacherAndStudentTogetherBeyondTheLimit_StopsTheStudent()
    {
        var request = new TrialRequest(Distilled(Make.Mlp(4)), new Fidelity(6), 7);
        var unlimited = await Taught(ArrayDataset.Clouds(100), out _, time: new TickingTime()).Completed(request, Token);
        var limit = TimeSpan.FromSeconds(0.8 * unlimited.Metrics["train_wall_seconds"].Value); // more than either takes

        var result = await Taught(ArrayDataset.Clouds(100), out _, limit: limit, time: new TickingTime()).Completed(request, Token);

        Assert.Matches(@"stopped after [1-5] of 6 epochs at its limit", result.Metrics["accuracy"].Origin.Detail);
    }

    [Fact]
    public async Task Evaluate_PrunedAndDistilled_BothAreTold()
    {
        var both = new Candidate(Distilled(Make.Mlp(8)).Genes.Append(new(Compression.PruneGene, GeneValue.Of(0.5))));

        var result = await Taught(ArrayDataset.Clouds(200), out _).Completed(new TrialRequest(both, new Fidelity(6), 1), Token);

        Assert.Matches("pruned from mlp 4-8-3 after .*; learned from trial 3", result.Metrics["accuracy"].Origin.Detail);
        Assert.Equal((4 * 4) + 4 + (4 * 3) + 3, result.Metrics["parameters"].Value);
    }

    [Fact]
    public async Task Evaluate_DistilledWithoutTeacher_FailsWithTheReason()
    {
        var evaluation = await Make.Evaluator(ArrayDataset.Clouds(100)).EvaluateAsync(new TrialRequest(Distilled(Make.Mlp(4)), new Fidelity(2), 1), Token);

        Assert.Equal("there is no teacher to learn from: none of the sizes to choose it from completed", Assert.IsType<Evaluation.Failed>(evaluation).Reason);
    }

    [Fact]
    public async Task Loss_OfClasses_IsHalfTheDatasAndHalfTheTeachersAtTheTemperature()
    {
        using var alone = await TorchProcess.EnterAsync(Token);
        using var scope = NewDisposeScope();
        var dataset = ArrayDataset.Clouds(40);
        var task = new LearningTask(dataset, Splits.Everything(dataset));
        var recipe = Recipe.For(dataset.Profile, new MlpShape { Input = InputShape.Numbers(4), Hidden = [4], Outputs = 3 }, 2);
        float[] scores = [3, 0, -3];
        float[] teacher = [0, 3, 0];
        using var hard = new TargetLoss(task, recipe, 8);
        using var soft = new TargetLoss(task, recipe, 8, new SoftTargets("trial 3", [5], teacher, true, 1));
        double Share(float[] of, int index) => Math.Exp(of[index] / Distillation.Temperature) / of.Sum(score => Math.Exp(score / Distillation.Temperature));
        var expected = -Enumerable.Range(0, 3).Sum(index => Share(teacher, index) * Math.Log(Share(scores, index))) * Distillation.Temperature * Distillation.Temperature;

        using var outputs = tensor(scores, [1, 3]);
        var own = hard.Of(outputs, [5]).item<float>();
        var mixed = soft.Of(outputs, [5]).item<float>();

        Assert.Equal(((1 - Distillation.Mixing) * own) + (Distillation.Mixing * expected), mixed, 1e-4);
    }

    private static TrainingEvaluator Taught(Dataset dataset, out Teacher teacher, string? folder = null, TimeSpan? limit = null, TimeProvider? time = null)
    {
        var chosen = teacher = new Teacher(3, Make.Mlp(32, 2), 4);
        return Make.Evaluator(
            dataset, new TrainingOptions { StudySeed = 1, Epochs = 6, WeightsFolder = folder, TimeLimit = limit, Teacher = _ => new ValueTask<Teacher?>(chosen) }, time);
    }

    private static string TeacherSeconds(Evaluation evaluation) =>
        evaluation.Metrics["train_seconds"].Origin.Detail.Split("whose ")[1].Split(' ')[0].ToString(CultureInfo.InvariantCulture);

    private static Candidate Distilled(Candidate candidate) => new(candidate.Genes.Append(new(Compression.DistillGene, GeneValue.Of("on"))));
}
