using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.TestKit;
using Sweetspot.Training;

namespace Sweetspot.Cli.Tests;

/// <summary>Trained models in 8-bit integers: really trained, exported, quantised and judged again.</summary>
[Collection(LibtorchCollection.Name)]
public sealed class PrecisionTests : IDisposable
{
    private static readonly TaskSpec s_digits = new() { Preset = "digits" };
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("family=mlp depth=2 width=64", "int8-dynamic")]
    [InlineData("family=mlp depth=2 width=64", "int8-static")]
    [InlineData("family=cnn stages=2 channels=8 kernel=3", "int8-static")]
    [InlineData("family=cnn stages=1 channels=8 kernel=3 dense=32", "int8-dynamic")]
    [InlineData("family=vit patch=4 depth=1 width=16 heads=2", "int8-static")]
    public async Task Evaluate_InEightBits_JudgesTheQuantisedModelBesideItsFloats(string genes, string precision)
    {
        var floats = await TrainAsync(s_digits, genes, TrialPurpose.Verification);
        var integers = await TrainAsync(s_digits, $"{genes} precision={precision}", TrialPurpose.Verification);

        var metrics = integers.Metrics;
        Assert.Equal(floats.Metrics["accuracy"].Value, metrics["fp32_accuracy"].Value);
        Assert.InRange(metrics["fp32_agreement"].Value, 0.95, 1);
        Assert.Equal(floats.Scores.Length, integers.Scores.Length);
        Assert.Equal(metrics["accuracy"].Value, integers.Scores.Average(score => score.Score), 1e-6);
        Assert.Equal(metrics["fp32_accuracy"].Value - metrics["accuracy"].Value, metrics["fp32_gain"].Value, 1e-6);
        Assert.NotEqual(floats.Metrics["loss"].Value, metrics["loss"].Value); // quantised, so the scores are not the same
    }

    [Theory]
    [InlineData("int8-dynamic")]
    [InlineData("int8-static")]
    public async Task Evaluate_RegressionInEightBits_StaysNearItsFloats(string precision)
    {
        var task = new TaskSpec { Data = await TableAsync(), Target = "price" };

        var metrics = (await TrainAsync(task, $"family=mlp depth=1 width=32 precision={precision}", TrialPurpose.Verification)).Metrics;

        Assert.InRange(metrics["fp32_difference"].Value, 1e-6, 0.1);
        Assert.InRange(Math.Abs(metrics["fp32_r2"].Value - metrics["r2"].Value), 0, 0.05);
        Assert.DoesNotContain("fp32_agreement", metrics.Keys);
    }

    [Fact]
    public async Task Evaluate_MatrixFactorisationInEightBits_FailsWithOneLine()
    {
        var path = Path.Combine(_folder.Path, "ratings.csv");
        var chance = RandomStream.For(3, 0, "ratings");
        await File.WriteAllLinesAsync(path, ["user,item,rating", .. Enumerable.Range(0, 300).Select(row => $"{row % 23},{chance.Next(17)},{1 + chance.Next(5)}")], Token);
        var request = Request("family=mf factors=3 precision=int8-dynamic", TrialPurpose.Verification);

        var evaluation = await Evaluator(new TaskSpec { Data = path, Kind = TaskKind.Recommendation }).EvaluateAsync(request, Token);

        Assert.Equal("precision: mf 3 λ14 has no layers that int8-dynamic would change; use fp32.", Assert.IsType<Evaluation.Failed>(evaluation).Reason);
    }

    [Theory]
    [InlineData(null, "int8-static", 0.5)]
    [InlineData("int8-dynamic", "int8-dynamic", 1)]
    [InlineData("fp32", null, 2)]
    public async Task Write_TrainedForIntegers_WritesThePrecisionAsked(string? asked, string? written, double mostShare)
    {
        var genes = "family=cnn stages=2 channels=16 kernel=3 precision=int8-static";
        await TrainAsync(s_digits, genes, TrialPurpose.Final);
        var weights = ModelFile.PathOf(_folder.Path, Request(genes, TrialPurpose.Final));
        var path = Path.Combine(_folder.Path, "model.onnx");

        var sentence = await OnnxFiles.WriteAsync(weights, s_digits, path, asked, Token);

        using var session = new OnnxSession(await File.ReadAllBytesAsync(path, Token), path);
        Assert.Equal(written, session.Metadata.GetValueOrDefault("precision"));
        Assert.InRange(new FileInfo(path).Length / (double)new FileInfo(weights).Length, 0.1, mostShare);
        if (written is not null)
        {
            Assert.Matches(@"^Compared: 2\d\d of 256 rows are answered with the same class as by the trained model; before it was quantised, the greatest relative difference", sentence);
        }

        using var model = KeptModel.Load(path);
        Assert.Equal(10, model.Description.Classes.Length);
    }

    [Theory]
    [InlineData("family=mlp depth=2 width=16")]
    [InlineData("family=cnn stages=1 channels=8 kernel=3")]
    [InlineData("family=vit patch=4 depth=1 width=16 heads=2")]
    public async Task Write_Static_AnswersExactlyAsTheModelThatWasMeasured(string genes)
    {
        var measured = new Recorder();
        var request = Request($"{genes} precision=int8-static", TrialPurpose.Final);
        await Evaluator(s_digits, measured).EvaluateAsync(request, Token);
        var path = Path.Combine(_folder.Path, "model.onnx");

        await OnnxFiles.WriteAsync(ModelFile.PathOf(_folder.Path, request), s_digits, path, null, Token);

        using var session = new OnnxSession(await File.ReadAllBytesAsync(path, Token), path);
        var rows = measured.Rows!;
        Assert.Equal(512, measured.CalibrationRows); // more than are compared on
        Assert.Equal(measured.Answers, session.Answer("scores", rows.Rows, OnnxFiles.InputsOf(rows)));
    }

    [Fact]
    public async Task Write_StaticWithFewRows_IsCalibratedOnThem()
    {
        var genes = "family=mlp depth=1 width=8 precision=int8-static";
        var task = new TaskSpec { Data = await TableAsync(30), Target = "price" };
        var path = Path.Combine(_folder.Path, "model.onnx");
        await TrainAsync(task, genes, TrialPurpose.Final);

        await OnnxFiles.WriteAsync(ModelFile.PathOf(_folder.Path, Request(genes, TrialPurpose.Final)), task, path, null, Token);

        using var session = new OnnxSession(await File.ReadAllBytesAsync(path, Token), path);
        Assert.Equal("int8-static", session.Metadata["precision"]);
    }

    [Fact]
    public async Task Write_StaticWithoutTheData_SaysWhatIsMissing()
    {
        var genes = "family=mlp depth=1 width=8 precision=int8-static";
        var task = new TaskSpec { Data = await TableAsync(), Target = "price" };
        await TrainAsync(task, genes, TrialPurpose.Final);
        File.Delete(task.Data!);

        var exception = await Assert.ThrowsAsync<UserInputException>(() => OnnxFiles.WriteAsync(
            ModelFile.PathOf(_folder.Path, Request(genes, TrialPurpose.Final)), task, Path.Combine(_folder.Path, "model.onnx"), null, Token));

        Assert.StartsWith("int8-static needs the study's data", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "model.onnx")));
    }

    private static TrialRequest Request(string genes, TrialPurpose purpose) => new(
        new Candidate(genes.Split(' ').Select(gene => gene.Split('=')).Select(pair => KeyValuePair.Create(
            pair[0], double.TryParse(pair[1], CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1])))),
        new Fidelity(4), 1, purpose, purpose == TrialPurpose.Verification ? 0 : null);

    private async Task<Evaluation.Completed> TrainAsync(TaskSpec task, string genes, TrialPurpose purpose) =>
        Assert.IsType<Evaluation.Completed>(await Evaluator(task).EvaluateAsync(Request(genes, purpose), Token));

    private TrainingEvaluator Evaluator(TaskSpec task, IQuantizer? quantizer = null) => new(
        DatasetLoader.Load(task, _folder.Path),
        new TrainingOptions { StudySeed = 1, WeightsFolder = _folder.Path, Quantizer = quantizer ?? new OnnxQuantizers() },
        new MachineFacts(1e11), new TrainingGate(_folder.Path, TimeProvider.System), TimeProvider.System);

    private async Task<string> TableAsync(int count = 300)
    {
        var path = Path.Combine(_folder.Path, "table.csv");
        var chance = RandomStream.For(1, 0, "table");
        var rows = Enumerable.Range(0, count).Select(row => (Size: 20 + (200 * chance.NextDouble()), Kind: row % 3)).ToList();
        await File.WriteAllLinesAsync(path, ["size,kind,price", .. rows.Select(row => FormattableString.Invariant(
            $"{row.Size:0.00},{"abc"[row.Kind]},{row.Size + (30 * row.Kind) + (5 * chance.NextGaussian()):0.00}"))], Token);
        return path;
    }

    /// <summary>Remembers what the final model answered when it was measured.</summary>
    private sealed class Recorder : IQuantizer
    {
        public EncodedData? Rows { get; private set; }

        public float[] Answers { get; private set; } = [];

        public int CalibrationRows { get; private set; }

        public float[] Answer(ModelDescription model, IReadOnlyDictionary<string, WeightTensor> weights, Precision precision, EncodedData calibration, EncodedData rows)
        {
            (Rows, CalibrationRows) = (rows, calibration.Rows);
            return Answers = new OnnxQuantizers().Answer(model, weights, precision, calibration, rows);
        }
    }
}
