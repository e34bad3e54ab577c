using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TextTrainingTests : IDisposable
{
    private readonly DataFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("linear", null)]
    [InlineData("ngrams", null)]
    [InlineData("textcnn", "bpe")]
    [InlineData("textcnn", "byte")]
    [InlineData("transformer", "word")]
    [InlineData("transformer", "char")]
    public async Task Evaluate_EachFamily_LearnsWhatAWordDecides(string family, string? tokenizer)
    {
        _folder.Write("a.csv", ["say,label", .. Sentences(300)]);
        var evaluator = Make.Evaluator(_folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"] }));

        var result = await evaluator.Completed(Request(family, tokenizer, TrialPurpose.Search), Token);

        Assert.True(result.Metrics["accuracy"].Value > 0.8, $"{family}: {result.Metrics["accuracy"].Value}");
    }

    [Theory]
    [InlineData("linear", null)]
    [InlineData("textcnn", "bpe")]
    public async Task Predict_NewTable_AnswersAsTheTestRowsWereAnswered(string family, string? tokenizer)
    {
        _folder.Write("train.csv", ["say,label", .. Sentences(300)]);
        var test = _folder.Write("test.csv", ["label,say", .. Sentences(60).Select(line => string.Join(',', line.Split(',').Reverse())), "good,never seen words only"]);
        var dataset = _folder.Load(new TaskSpec { Data = "train.csv", Text = ["say"] });
        var options = new TrainingOptions { StudySeed = 1, WeightsFolder = _folder.Root };
        var request = Request(family, tokenizer, TrialPurpose.Final);
        var result = await Make.Evaluator(dataset, options).Completed(request, Token);
        using var predictor = Predictor.Load(ModelFile.PathOf(_folder.Root, request));

        var (rows, answers) = await predictor.PredictFileAsync(test, Token);

        var right = Enumerable.Range(0, 61).Average(row => answers[row].Answer == dataset.Profile.Classes[dataset.Classes[300 + row]] ? 1.0 : 0);
        Assert.Equal(result.Metrics["test_accuracy"].Value, right, 9);
        Assert.Empty(rows.Notes);
        Assert.Equal("label", RowEncoder.FromJson(predictor.Description.EncoderJson).TargetColumn);
    }

    [Fact]
    public async Task Evaluate_NumberAsTarget_IsExplainedByWords()
    {
        _folder.Write("a.csv", ["say,stars", .. Enumerable.Range(0, 300).Select(index => $"tea {(index % 2 == 0 ? "lovely" : "awful")} and {(index % 3 == 0 ? "warm" : "cold")} {index % 5},{(index % 2) + (0.5 * (index % 3)) + (0.001 * index)}")]);
        var evaluator = Make.Evaluator(_folder.Load(new TaskSpec { Data = "a.csv", Text = ["say"], Target = "stars" }));

        var result = await evaluator.Completed(Request("ngrams", null, TrialPurpose.Search), Token);

        Assert.True(result.Metrics["r2"].Value > 0.5, $"{result.Metrics["r2"].Value}");
    }

    [Theory]
    [InlineData("thucnews-titles-zh", "train.tsv.gz", null, "label", "text", 0.8714)]
    [InlineData("fine-foods-en", "train.csv.gz", null, "score", "review", 0.8040)]
    [InlineData("austen-en", "passages-train.csv.gz", "passages-test.csv.gz", "book", "text", 0.8530)]
    public async Task Final_RealSets_ReachTheLinearModelsOfOthers(string set, string train, string? test, string target, string text, double known)
    {
        var spec = new TaskSpec { Data = train, Test = test, Target = target, Text = [text], Ignored = set == "austen-en" ? ["pos"] : [] };
        var dataset = DatasetLoader.Load(spec, SharedSets.Folder(set));
        var candidate = new Candidate([new("family", GeneValue.Of("ngrams")), new("width", GeneValue.Of(32))]);

        var result = await Make.Evaluator(dataset).Completed(new TrialRequest(candidate, new Fidelity(3), 3, TrialPurpose.Final), Token);

        Assert.True(result.Metrics["test_accuracy"].Value >= known, $"{result.Metrics["test_accuracy"].Value}");
    }

    [Fact]
    public async Task Predict_TableWithoutTheText_SaysWhichColumnIsMissing()
    {
        _folder.Write("train.csv", ["say,label", .. Sentences(100)]);
        var other = _folder.Write("other.csv", "sai,label", "x,good");
        var options = new TrainingOptions { StudySeed = 1, WeightsFolder = _folder.Root };
        var request = Request("linear", null, TrialPurpose.Final);
        await Make.Evaluator(_folder.Load(new TaskSpec { Data = "train.csv", Text = ["say"] }), options).Completed(request, Token);
        using var predictor = Predictor.Load(ModelFile.PathOf(_folder.Root, request));

        var problems = (await Assert.ThrowsAsync<UserInputException>(() => predictor.PredictFileAsync(other, Token))).Problems;

        Assert.Equal(["other.csv: the column say is missing. Did you mean sai?"], problems);
    }

    private static TrialRequest Request(string family, string? tokenizer, TrialPurpose purpose)
    {
        List<KeyValuePair<string, GeneValue>> genes = [new("family", GeneValue.Of(family)), new("length", GeneValue.Of(tokenizer is "byte" or "char" ? 40 : 8))];
        if (tokenizer is not null)
        {
            genes.Add(new("tokenizer", GeneValue.Of(tokenizer)));
        }

        return new TrialRequest(new Candidate(genes), new Fidelity(25), 3, purpose);
    }

    private static IEnumerable<string> Sentences(int count) => Enumerable.Range(0, count).Select(index =>
        $"this {(index % 3 == 0 ? "old" : "new")} {(index % 7 < 3 ? "tea" : "cup")} is {(index % 2 == 0 ? "lovely" : "awful")} {index % 5},{(index % 2 == 0 ? "good" : "bad")}");
}
