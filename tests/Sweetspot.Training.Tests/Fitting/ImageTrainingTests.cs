using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class ImageTrainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("family=cnn block=plain channels=8")]
    [InlineData("family=cnn block=residual channels=8")]
    [InlineData("family=cnn block=separable channels=8")]
    [InlineData("family=cnn block=separable channels=8 convolutions=2 resolution=12 augment=crop")]
    [InlineData("family=vit patch=4 depth=2 width=32 augment=none")]
    public async Task Evaluate_EachBlock_LearnsBarsThatALinearModelCannot(string genes)
    {
        var dataset = Pictures16.Bars(600);
        var evaluator = Make.Evaluator(dataset);

        var completed = await evaluator.Completed(Request(genes, 12), Token);
        var linear = await evaluator.Completed(Request("family=linear", 12), Token);

        // 120 held-out pictures: 0.9 is ten standard errors from guessing.
        Assert.True(completed.Metrics["accuracy"].Value > 0.9, $"{genes}: {completed.Metrics["accuracy"].Value}");
        Assert.True(linear.Metrics["accuracy"].Value < 0.8, $"linear: {linear.Metrics["accuracy"].Value}");
    }

    [Fact]
    public async Task Predict_ModelOfALowerResolution_TakesPicturesOfTheOriginalSize()
    {
        var folder = Directory.CreateTempSubdirectory("sweetspot-test-");
        var dataset = Pictures16.Bars(200, testRows: 100);
        var evaluator = Make.Evaluator(dataset, new TrainingOptions { StudySeed = 1, WeightsFolder = folder.FullName });
        var request = Request("family=cnn channels=8 resolution=8", 4) with { Purpose = TrialPurpose.Final };
        var final = await evaluator.Completed(request, Token);
        var pictures = Path.Combine(folder.FullName, "test-images.idx");
        await File.WriteAllBytesAsync(pictures, [0, 0, 8, 3, 0, 0, 0, 100, 0, 0, 0, 16, 0, 0, 0, 16, .. dataset.Encode([0]).Pixels[(200 * 256)..]], Token);
        using var predictor = Predictor.Load(ModelFile.PathOf(folder.FullName, request));

        var (rows, answers) = await predictor.PredictFileAsync(pictures, Token);

        var right = answers.Select((answer, index) => answer.Answer == dataset.Profile.Classes[index % 2] ? 1.0 : 0).Average();
        Assert.Equal(new InputShape(1, 8, 8), rows.Data.Input);
        Assert.Equal(final.Metrics["test_accuracy"].Value, right, 9);
        folder.Delete(recursive: true);
    }

    private static TrialRequest Request(string genes, int epochs) => new(
        new Candidate(genes.Split(' ').Select(gene => gene.Split('=')).Select(
            pair => KeyValuePair.Create(pair[0], int.TryParse(pair[1], out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1])))),
        new Fidelity(epochs), 1, TrialPurpose.Search, null);
}
