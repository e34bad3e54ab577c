using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class DigitsTrainingTests
{
    private static readonly Dataset Digits = DatasetLoader.Load(new TaskSpec { Preset = "digits" }, ".");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("family=linear", 0.92)]
    [InlineData("family=mlp depth=1 width=32", 0.92)]
    [InlineData("family=cnn stages=2 channels=8", 0.95)]
    [InlineData("family=cnn stages=1 channels=4 convolutions=2 dense=16", 0.92)]
    public async Task Evaluate_Digits_LearnsWithEachFamily(string genes, double atLeast)
    {
        var epochs = TrainingDefaults.Epochs(Digits.Profile);

        var result = await Make.Evaluator(Digits).Completed(new TrialRequest(Candidate(genes), new Fidelity(epochs), 1, TrialPurpose.Baseline), Token);

        Assert.InRange(result.Metrics["accuracy"].Value, atLeast, 1);
        Assert.InRange(result.Metrics["auc"].Value, 0.98, 1);
        Assert.Equal(result.Scores.Length, Splits.Validation(Digits, 0.2, 1).Validation.Length);
    }

    [Fact]
    public void Trivial_Digits_IsTheLargestClassesShare()
    {
        var baseline = TrivialBaseline.Measure(Digits, new TrainingOptions { StudySeed = 1 });

        Assert.InRange(baseline["accuracy"].Value, 0.05, 0.15);
        Assert.Equal(0.5, baseline["auc"].Value, 9);
    }

    [Fact]
    public async Task Predict_DigitsEncodedAgain_AnswersAsInTraining()
    {
        var folder = Directory.CreateTempSubdirectory("sweetspot-test-");
        var request = new TrialRequest(Candidate("family=cnn stages=2 channels=8"), new Fidelity(4), 1, TrialPurpose.Final);
        var options = new TrainingOptions { StudySeed = 1, WeightsFolder = folder.FullName };
        var result = await Make.Evaluator(Digits, options).Completed(request, Token);
        var path = ModelFile.PathOf(folder.FullName, request);
        using var predictor = Predictor.Load(path);

        var answers = await predictor.PredictAsync(Digits.Encode([.. Enumerable.Range(0, Digits.Profile.Rows)]), Token);

        var right = Enumerable.Range(Digits.Profile.Rows, Digits.Profile.TestRows)
            .Average(row => answers[row].Answer == Digits.Classes[row].ToString(CultureInfo.InvariantCulture) ? 1.0 : 0);
        Assert.Equal(result.Metrics["test_accuracy"].Value, right, 9);
        Assert.Equal(new FileInfo(path).Length, result.Metrics["file_bytes"].Value);
        folder.Delete(recursive: true);
    }

    private static Candidate Candidate(string genes) => new(genes.Split(' ').Select(gene => gene.Split('=')).Select(pair => KeyValuePair.Create(
        pair[0], double.TryParse(pair[1], CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1]))));
}
