using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class PredictorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweetspot-test-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Predict_TestRowsOfClouds_AsGoodAsTheFinalTrainingSaid()
    {
        var dataset = ArrayDataset.Clouds(150, testRows: 60, spread: 1);
        var (path, result) = await Final(dataset);
        using var predictor = Predictor.Load(path);

        var answers = await predictor.PredictAsync(dataset.Encode([]), Token);

        var right = Enumerable.Range(150, 60).Average(row => answers[row].Answer == $"class {dataset.Classes[row]}" ? 1.0 : 0);
        Assert.Equal(result.Metrics["test_accuracy"].Value, right, 9);
        Assert.All(answers, answer => Assert.Equal(1, answer.Probabilities.Sum(), 9));
        Assert.All(answers, answer => Assert.Equal(answer.Value, answer.Probabilities.Max()));
        Assert.Equal(result.Metrics["test_accuracy"].Value, predictor.Description.Metrics["test_accuracy"], 12);
    }

    [Fact]
    public async Task Predict_Regression_AnswersOnTheDatasScale()
    {
        var dataset = ArrayDataset.Curve(200, testRows: 50, transform: TargetTransform.Log);
        var (path, result) = await Final(dataset);
        using var predictor = Predictor.Load(path);

        var answers = await predictor.PredictAsync(dataset.Encode([]), Token);

        var squares = Enumerable.Range(200, 50).Average(row => Math.Pow(answers[row].Value - dataset.Targets[row], 2));
        Assert.Equal(result.Metrics["test_rmse"].Value, Math.Sqrt(squares), 3);
        Assert.All(answers, answer => Assert.Null(answer.Answer));
    }

    [Fact]
    public async Task Predict_RowsOfAnotherWidth_SaysBothWidths()
    {
        var (path, _) = await Final(ArrayDataset.Clouds(60, testRows: 1));
        using var predictor = Predictor.Load(path);

        var exception = await Assert.ThrowsAsync<UserInputException>(() => predictor.PredictAsync(ArrayDataset.Clouds(60, features: 5).Encode([]), Token));

        Assert.Equal($"{path}: takes 4 numbers a row, the data has 5 numbers; give data with the columns it was trained on.", exception.Message);
    }

    [Fact]
    public void Load_NoSuchFile_SaysSo()
    {
        var exception = Assert.Throws<UserInputException>(() => Predictor.Load("nowhere.safetensors"));

        Assert.Equal("nowhere.safetensors: there is no such file; give a .safetensors file that sweetspot wrote.", exception.Message);
    }

    [Fact]
    public void Load_NotSafetensors_SaysSo()
    {
        var path = Path.Combine(_folder, "text.safetensors");
        File.WriteAllText(path, "this is not a model, only text");

        var exception = Assert.Throws<UserInputException>(() => Predictor.Load(path));

        Assert.Equal($"{path}: is not a safetensors file; give a .safetensors file that sweetspot wrote.", exception.Message);
    }

    [Fact]
    public async Task Load_TruncatedFile_SaysSo()
    {
        var (path, _) = await Final(ArrayDataset.Clouds(60, testRows: 1));
        var bytes = await File.ReadAllBytesAsync(path, Token);
        await File.WriteAllBytesAsync(path, bytes[..^40], Token);

        var exception = Assert.Throws<UserInputException>(() => Predictor.Load(path));

        Assert.Contains("is cut off", exception.Message, StringComparison.Ordinal);
    }

    private async Task<(string Path, Evaluation.Completed Result)> Final(Dataset dataset)
    {
        var request = new TrialRequest(Make.Mlp(8), new Fidelity(5), 3, TrialPurpose.Final);
        var result = await Make.Evaluator(dataset, new TrainingOptions { StudySeed = 1, WeightsFolder = _folder }).Completed(request, Token);
        return (ModelFile.PathOf(_folder, request), result);
    }
}
