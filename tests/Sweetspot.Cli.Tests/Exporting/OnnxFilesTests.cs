using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.TestKit;
using Sweetspot.Training;

namespace Sweetspot.Cli.Tests;

/// <summary>Exported graphs against the models that TorchSharp trained.</summary>
[Collection(LibtorchCollection.Name)]
public sealed class OnnxFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("family=linear")]
    [InlineData("family=mlp depth=2 width=12")]
    [InlineData("family=cnn stages=1 channels=6 kernel=5")]
    [InlineData("family=cnn stages=3 channels=8 kernel=3 convolutions=2 dense=16")]
    [InlineData("family=cnn block=residual stages=2 channels=8 convolutions=2")]
    [InlineData("family=cnn block=separable stages=2 channels=6 convolutions=2 dense=8")]
    [InlineData("family=vit patch=3 depth=2 width=16 heads=2")]
    [InlineData("family=cnn block=residual stages=2 channels=8 convolutions=2 dense=16 prune=0.4")]
    [InlineData("family=vit patch=3 depth=2 width=16 heads=4 prune=0.5")]
    public async Task Write_DigitsOfEachFamily_AgreesWithTorchSharpAndPredictsAlike(string genes)
    {
        var task = new TaskSpec { Preset = "digits" };
        var (weights, dataset) = await TrainAsync(task, genes);
        var path = Path.Combine(_folder.Path, "model.onnx");

        var sentence = await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        Assert.Matches(@"^Compared: the greatest relative difference to the trained model on 256 rows of the study's data is (\d\.\de-([5-9]|1\d)|0)\.$", sentence);
        Assert.Contains("`pixels`: float32, [batch, 1, 8, 8]", await File.ReadAllTextAsync($"{path}.md", Token), StringComparison.Ordinal);
        await AssertAlikeAsync(weights, path, dataset);
    }

    [Theory]
    [InlineData("family=linear", 1)]
    [InlineData("family=mlp depth=1 width=8", 1e6)]
    public async Task Write_RegressionOnATable_AnswersOnTheDatasScale(string genes, double scale)
    {
        var task = new TaskSpec { Data = await TableAsync(scale), Target = "price" };
        var (weights, dataset) = await TrainAsync(task, genes);
        var path = Path.Combine(_folder.Path, "model.onnx");

        await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        await AssertAlikeAsync(weights, path, dataset);
        using var session = new OnnxSession(await File.ReadAllBytesAsync(path, Token), path);
        Assert.Equal(["value"], session.Outputs);
    }

    [Theory]
    [InlineData("family=linear")]
    [InlineData("family=ngrams width=6 dense=5")]
    [InlineData("family=textcnn width=6 channels=4 tokenizer=char")]
    [InlineData("family=transformer width=8 depth=2 heads=2 tokenizer=word")]
    [InlineData("family=textcnn width=6 channels=4 tokenizer=char prune=0.5")]
    [InlineData("family=transformer width=12 depth=3 heads=3 tokenizer=word prune=0.3")]
    public async Task Write_TextsOfEachFamily_AgreesWithTorchSharpAndPredictsAlike(string genes)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        var words = new[] { "good", "bad", "fine", "awful", "tea", "cup", "the", "was" };
        var chance = RandomStream.For(2, 0, "texts");
        var rows = Enumerable.Range(0, 200).Select(row => $"{string.Join(' ', Enumerable.Range(0, 2 + chance.Next(9)).Select(_ => words[chance.Next(8)]))} {words[row % 4]},{row % 2}");
        await File.WriteAllLinesAsync(Path.Combine(_folder.Path, "texts.csv"), ["text,label", .. rows], Token);
        var task = new TaskSpec { Data = Path.Combine(_folder.Path, "texts.csv"), Target = "label", Text = ["text"] };
        var (weights, dataset) = await TrainAsync(task, genes);

        await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        await AssertAlikeAsync(weights, path, dataset);
    }

    [Theory]
    [InlineData("family=mf factors=0")]
    [InlineData("family=mf factors=3")]
    [InlineData("family=ncf factors=4 depth=2 width=5")]
    [InlineData("family=towers factors=4 depth=1 width=6")]
    [InlineData("family=towers factors=4 depth=2 width=6 prune=0.5")]
    public async Task Write_RatingsOfEachFamily_AgreesWithTorchSharpAndPredictsAlike(string genes)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        var chance = RandomStream.For(3, 0, "ratings");
        var rows = Enumerable.Range(0, 300).Select(row => $"{row % 23},{chance.Next(17)},{1 + chance.Next(5)}");
        await File.WriteAllLinesAsync(Path.Combine(_folder.Path, "ratings.csv"), ["user,item,rating", .. rows], Token);
        var task = new TaskSpec { Data = Path.Combine(_folder.Path, "ratings.csv"), Kind = TaskKind.Recommendation };
        var (weights, dataset) = await TrainAsync(task, genes);

        await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        await AssertAlikeAsync(weights, path, dataset);
    }

    [Theory]
    [InlineData("family=mf factors=0")]
    [InlineData("family=mf factors=3")]
    [InlineData("family=ncf factors=4 depth=2 width=5")]
    [InlineData("family=towers factors=4 depth=1 width=6")]
    public async Task Write_RankingOfEachFamily_AgreesWithTorchSharpAndPredictsAlike(string genes)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        var chance = RandomStream.For(3, 0, "clicks");
        var rows = Enumerable.Range(0, 300).Select(row => $"{row % 23},{chance.Next(17)}").Distinct();
        await File.WriteAllLinesAsync(Path.Combine(_folder.Path, "clicks.csv"), ["user,item", .. rows], Token);
        var task = new TaskSpec { Data = Path.Combine(_folder.Path, "clicks.csv"), Kind = TaskKind.Ranking };
        var (weights, dataset) = await TrainAsync(task, genes);

        await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        await AssertAlikeAsync(weights, path, dataset);
        Assert.Contains("sort by `chance`", await File.ReadAllTextAsync($"{path}.md", Token), StringComparison.Ordinal);
        using var exported = KeptModel.Load(path);
        Assert.All(await exported.OutputsAsync(dataset.Encode([.. Enumerable.Range(0, dataset.Profile.Rows)], exported.Description.Shape.Input), Token), value => Assert.InRange(value, 0, 1));
    }

    [Theory]
    [InlineData("depth=2 width=16 heads=4 kv_heads=2 gated=1 tied=1 context=40 tokenizer=bpe vocabulary=60")]
    [InlineData("depth=1 width=12 heads=2 tied=0 context=16 tokenizer=char")]
    [InlineData("family=bigram width=8 context=16 tokenizer=byte")]
    public async Task Write_LanguageModels_AgreeWithTorchSharpAndGoOnAlike(string genes)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        var chance = RandomStream.For(4, 0, "text");
        var text = string.Concat(Enumerable.Range(0, 1500).Select(_ => $"{(char)('a' + chance.Next(5))}{(char)('l' + chance.Next(4))} 们"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "text.txt"), text, Token);
        var task = new TaskSpec { Data = Path.Combine(_folder.Path, "text.txt"), Kind = TaskKind.LanguageModel };
        var (weights, _) = await TrainAsync(task, genes);

        var sentence = await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        Assert.Matches(@"^Compared: the greatest relative difference to the trained model on 36 windows of random tokens is (\d\.\de-([5-9]|1\d)|0)\.$", sentence);
        Assert.Contains("`ids`: int64, [batch, sequence]", await File.ReadAllTextAsync($"{path}.md", Token), StringComparison.Ordinal);
        using var kept = KeptModel.Load(weights);
        using var exported = KeptModel.Load(path);
        var (inTorch, inOnnx) = (new LanguageText(kept.Description, kept.NextTokens), new LanguageText(exported.Description, exported.NextTokens));
        Assert.Equal(inTorch.Score(text[..400]).Nats, inOnnx.Score(text[..400]).Nats, 0.01);
        Assert.Equal(inTorch.Continue("al 们", 30, 1), inOnnx.Continue("al 们", 30, 1));
    }

    [Theory]
    [InlineData("family=linear")]
    [InlineData("image_channels=8 image_stages=2 text1_width=6 text2_width=5 columns_width=4 embedding=3 depth=1 width=12")]
    [InlineData("image_channels=6 image_stages=1 text1_width=8 text1_kind=textcnn text2_width=0 columns_width=0 depth=0")]
    [InlineData("image_channels=0 text1_width=0 text2_width=4 text2_vocabulary=20 columns_width=5 embedding=0 depth=2 width=8")]
    [InlineData("image_channels=8 image_stages=1 text1_width=0 text2_width=0 columns_width=0")]
    public async Task Write_SeveralKindsOfData_AgreesWithTorchSharpAndPredictsAlike(string genes)
    {
        var (path, table) = (Path.Combine(_folder.Path, "model.onnx"), await SeveralKindsAsync());
        var task = new TaskSpec { Data = table, Target = "kind", Text = ["title", "body"] };
        var (weights, dataset) = await TrainAsync(task, genes);

        await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        await AssertAlikeAsync(weights, path, dataset);
        using var trained = KeptModel.Load(weights);
        var rows = RowEncoder.FromJson(trained.Description.EncoderJson).Encode(table);
        Assert.Equal(dataset.Profile.Rows, Predictions.Of(trained.Description, await trained.OutputsAsync(rows.Data, Token)).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task Write_TableWithCategories_AgreesWithTorchSharpAndPredictsAlike(int embedding)
    {
        var (path, table) = (Path.Combine(_folder.Path, "model.onnx"), Path.Combine(_folder.Path, "cities.csv"));
        await File.WriteAllLinesAsync(table, ["city,size,kind", .. Enumerable.Range(0, 300).Select(row => $"c{row % 20},{row % 7},{(row % 20 > 9 ? "a" : "b")}")], Token);
        var task = new TaskSpec { Data = table, Target = "kind" };
        var (weights, dataset) = await TrainAsync(task, $"family=mlp depth=1 width=8 embedding={embedding}");

        await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        await AssertAlikeAsync(weights, path, dataset);
    }

    [Theory]
    [InlineData("encoder=2 decoder=2 width=16 heads=2 tokenizer=char target_tokenizer=bpe")]
    [InlineData("encoder=0 decoder=1 width=8 heads=1 tokenizer=byte target_tokenizer=byte")]
    [InlineData("encoder=1 decoder=1 width=8 heads=2 shared=1 tokenizer=bpe")]
    public async Task Write_Translation_AgreesWithTorchSharpAndTranslatesAlike(string genes)
    {
        var path = Path.Combine(_folder.Path, "model.onnx");
        string[] names = ["nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        var chance = RandomStream.For(3, 0, "digits");
        var rows = Enumerable.Range(0, 150).Select(_ => chance.Next(1000)).Select(number => $"n {number}\t{string.Join(' ', $"{number}".Select(digit => names[digit - '0']))}");
        await File.WriteAllLinesAsync(Path.Combine(_folder.Path, "pairs.tsv"), ["digits\twords", .. rows], Token);
        var task = new TaskSpec { Data = Path.Combine(_folder.Path, "pairs.tsv"), Source = "digits", Target = "words" };
        var (weights, dataset) = await TrainAsync(task, genes, epochs: 4);

        var sentence = await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        Assert.Contains("150 rows of the study's data", sentence, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync($"{path}.md", Token);
        Assert.Contains("session.run([\"next\"], {\"source\": source, \"target\": target})", page, StringComparison.Ordinal);
        await AssertAlikeAsync(weights, path, dataset);
        AssertMeasuredAtItsLongest(path);
        await File.WriteAllLinesAsync(Path.Combine(_folder.Path, "new.csv"), ["digits", "n 12", "n 907", "unseen ✓ text", "n 5"], Token);
        using var trained = KeptModel.Load(weights);
        using var exported = KeptModel.Load(path);
        var data = RowEncoder.FromJson(trained.Description.EncoderJson).Encode(Path.Combine(_folder.Path, "new.csv")).Data;
        Assert.Equal((await trained.PredictAsync(data, Token)).Select(answer => answer.Answer), (await exported.PredictAsync(data, Token)).Select(answer => answer.Answer));
    }

    private static void AssertMeasuredAtItsLongest(string path)
    {
        var notes = new List<string>();
        var file = OnnxFile.Read(path);
        var lengths = OwnLengths.Complete(file, new Dictionary<string, int>(), notes);

        Assert.Equal([SequenceInput.SourceLength, SequenceInput.TargetLength], lengths.Keys.Order());
        Assert.Equal(2, notes.Count);
        Assert.NotEmpty(new OnnxMeter(file, lengths).Flops(1));
        var tooLong = new Dictionary<string, int> { [SequenceInput.SourceLength] = lengths[SequenceInput.SourceLength] + 1 };
        Assert.Contains("is longer than", Assert.Throws<UserInputException>(() => OwnLengths.Complete(file, tooLong, notes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ScaledPictures_SaysHowToScale()
    {
        var task = new TaskSpec { Preset = "digits" };
        var (weights, dataset) = await TrainAsync(task, "family=mlp depth=1 width=8 resolution=4");
        var path = Path.Combine(_folder.Path, "model.onnx");

        await OnnxFiles.WriteAsync(weights, task, path, null, Token);

        Assert.Contains("Pictures are scaled down from 8×8 to 4×4 by the mean of areas before they go in.", await File.ReadAllTextAsync($"{path}.md", Token), StringComparison.Ordinal);
        await AssertAlikeAsync(weights, path, dataset);
    }

    [Theory]
    [InlineData("family=mlp depth=2 width=32", false)]
    [InlineData("family=mlp depth=2 width=32", true)]
    [InlineData("family=cnn stages=2 channels=8 kernel=3", true)]
    public async Task Quantized_TrainedDigits_AnswersNearlyAllRowsAlike(string genes, bool isStatic)
    {
        var (weights, dataset) = await TrainAsync(new TaskSpec { Preset = "digits" }, genes, epochs: 5);
        using var predictor = Predictor.Load(weights);
        var whole = OnnxWriter.Write(OnnxFiles.ModelOf(weights, predictor.Description));
        var data = dataset.Encode([.. Enumerable.Range(0, dataset.Profile.Rows)]);
        var calibration = data.Take([.. Enumerable.Range(0, 300)]);

        var small = isStatic ? OnnxQuantizer.Static(whole, calibration.Rows, OnnxFiles.InputsOf(calibration)) : OnnxQuantizer.Dynamic(whole);

        using var session = new OnnxSession(small, "int8");
        var given = Predictions.Of(predictor.Description, [.. session.Answer("scores", data.Rows, OnnxFiles.InputsOf(data)).Select(score => (double)score)]);
        var wanted = await predictor.PredictAsync(data, Token);
        Assert.InRange(wanted.Zip(given).Average(pair => pair.First.Answer == pair.Second.Answer ? 1.0 : 0), 0.98, 1);
    }

    [Fact]
    public async Task Write_DataMovedAway_ComparesOnMadeUpRows()
    {
        var task = new TaskSpec { Data = await TableAsync(1), Target = "price" };
        var (weights, _) = await TrainAsync(task, "family=mlp depth=1 width=8");

        var sentence = await OnnxFiles.WriteAsync(weights, task with { Data = Path.Combine(_folder.Path, "gone.csv") }, Path.Combine(_folder.Path, "model.onnx"), null, Token);

        Assert.Contains("on 256 made-up rows (the study's data are not at hand)", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OnnxOfOthers_SaysSo()
    {
        var path = Path.Combine(_folder.Path, "other.onnx");
        File.WriteAllBytes(path, OnnxWriter.Write(new TrainedModel
        {
            Shape = new MlpShape { Input = InputShape.Numbers(1), Hidden = [], Outputs = 2 },
            Weights = new Dictionary<string, WeightTensor> { ["output.weight"] = new([2, 1], [1, 2]), ["output.bias"] = new([2], [0, 0]) },
            Answer = new ClassAnswer(["a", "b"]),
        }));

        var exception = Assert.Throws<UserInputException>(() => KeptModel.Load(path));

        Assert.Equal($"{path}: holds no description of the model; give a file that sweetspot export wrote.", exception.Message);
    }

    private static async Task AssertAlikeAsync(string weights, string onnx, Dataset dataset)
    {
        using var trained = KeptModel.Load(weights);
        var data = dataset.Encode([.. Enumerable.Range(0, dataset.Profile.Rows)], trained.Description.Shape.Input);
        using var exported = KeptModel.Load(onnx);

        var wanted = await trained.OutputsAsync(data, Token);
        var given = await exported.OutputsAsync(data, Token);

        Assert.Equal(wanted.Length, given.Length);
        Assert.All(wanted.Zip(given), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
        Assert.Equal(trained.Description.Classes, exported.Description.Classes);
    }

    private async Task<(string Weights, Dataset Dataset)> TrainAsync(TaskSpec task, string genes, int epochs = 1)
    {
        var dataset = DatasetLoader.Load(task, _folder.Path);
        var candidate = new Candidate(genes.Split(' ').Select(gene => gene.Split('=')).Select(pair => KeyValuePair.Create(
            pair[0], double.TryParse(pair[1], System.Globalization.CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1]))));
        var request = new TrialRequest(candidate, new Fidelity(epochs), 1, TrialPurpose.Final);
        var options = new TrainingOptions { StudySeed = 1, WeightsFolder = _folder.Path };
        var evaluator = new TrainingEvaluator(dataset, options, new MachineFacts(1e11), new TrainingGate(_folder.Path, TimeProvider.System), TimeProvider.System);
        Assert.IsType<Evaluation.Completed>(await evaluator.EvaluateAsync(request, Token));
        return (ModelFile.PathOf(_folder.Path, request), dataset);
    }

    /// <summary>IDX images beside a table of two texts, a number and a category.</summary>
    private async Task<string> SeveralKindsAsync()
    {
        const int rows = 120;
        var chance = RandomStream.For(4, 0, "several kinds");
        byte[] header = [0, 0, 8, 4, 0, 0, 0, rows, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 3];
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "kinds-images.idx"), [.. header, .. Enumerable.Range(0, rows * 8 * 8 * 3).Select(_ => (byte)chance.Next(256))], Token);
        var path = Path.Combine(_folder.Path, "kinds.csv");
        await File.WriteAllLinesAsync(path, ["title,body,size,city,kind", .. Enumerable.Range(0, rows).Select(row =>
            $"t{chance.Next(6)} u{chance.Next(4)} of the day,一二三四{"天地人和"[chance.Next(4)]}六七{"八九"[row % 2]},{row % 11},c{chance.Next(12)},k{row % 3}")], Token);
        return path;
    }

    private async Task<string> TableAsync(double scale)
    {
        var path = Path.Combine(_folder.Path, "table.csv");
        var chance = RandomStream.For(1, 0, "table");
        var rows = Enumerable.Range(0, 200).Select(row => (Size: 20 + (200 * chance.NextDouble()), Kind: row % 3)).ToList();
        await File.WriteAllLinesAsync(path, ["size,kind,price", .. rows.Select(row => FormattableString.Invariant(
            $"{row.Size:0.00},{"abc"[row.Kind]},{scale * (row.Size + (30 * row.Kind) + (5 * chance.NextGaussian())):0.00}"))], Token);
        return path;
    }
}
