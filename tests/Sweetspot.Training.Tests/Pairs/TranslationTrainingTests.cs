using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;

namespace Sweetspot.Training.Tests;

public sealed class TranslationTrainingTests : IDisposable
{
    private readonly DataFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("char", "char")]
    [InlineData("char", "bpe")]
    [InlineData("byte", "byte")]
    public async Task Evaluate_DigitsToWords_AreNearlyAllRight(string source, string target)
    {
        _folder.Write("a.tsv", ["digits\twords", .. Words(600)]);
        var evaluator = Make.Evaluator(_folder.Load(new TaskSpec { Data = "a.tsv", Source = "digits", Target = "words" }));

        var result = await evaluator.Completed(Request(TrialPurpose.Search, source, target), Token);

        Assert.True(result.Metrics["chrf"].Value > 90, $"chrF {result.Metrics["chrf"].Value}");
    }

    [Fact]
    public async Task Evaluate_ReversedStrings_AreNearlyAllRight()
    {
        var chance = RandomStream.For(1, 0, "letters");
        string Letters() => string.Concat(Enumerable.Range(0, 3 + chance.Next(4)).Select(_ => (char)('a' + chance.Next(6))));
        _folder.Write("a.tsv", ["x\ty", .. Enumerable.Range(0, 800).Select(_ => Letters()).Select(text => $"{text}\t{string.Concat(text.Reverse())}")]);
        var evaluator = Make.Evaluator(_folder.Load(new TaskSpec { Data = "a.tsv", Source = "x", Target = "y" }));

        var result = await evaluator.Completed(Request(TrialPurpose.Search, "char", "char"), Token);

        Assert.True(result.Metrics["chrf"].Value > 90, $"chrF {result.Metrics["chrf"].Value}");
    }

    [Fact] // batches of like length
    public async Task Evaluate_LevelAfterLevel_EqualsEachFromScratch()
    {
        _folder.Write("a.tsv", ["digits\twords", .. Words(100)]);
        var dataset = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "digits", Target = "words" });

        await Levels.AssertEqualFromScratch(dataset, Request(TrialPurpose.Search, "char", "char").Candidate, Path.Combine(_folder.Root, "trunks"), Token);
    }

    [Fact]
    public async Task Predict_NewTable_TranslatesAsTheTestRowsWereTranslated()
    {
        _folder.Write("train.tsv", ["digits\twords", .. Words(300)]);
        var test = _folder.Write("test.tsv", ["digits\twords", .. Words(340).Skip(300)]);
        var request = Request(TrialPurpose.Final, "char", "bpe") with { Fidelity = new Fidelity(3) };
        var dataset = _folder.Load(new TaskSpec { Data = "train.tsv", Source = "digits", Target = "words" });
        var result = await Make.Evaluator(dataset, new TrainingOptions { StudySeed = 1, WeightsFolder = _folder.Root }).Completed(request, Token);
        using var predictor = Predictor.Load(ModelFile.PathOf(_folder.Root, request));

        var (rows, answers) = await predictor.PredictFileAsync(test, Token);

        var score = ChrF.Score([.. answers.Select((answer, row) => ChrF.Statistics(answer.Answer!, dataset.Answers[300 + row]))]);
        Assert.Equal(result.Metrics["test_chrf"].Value, score, 9);
        Assert.Equal(40, rows.Ids.Length);
    }

    [Fact]
    public async Task Evaluate_Verification_ScoresAverageToChrF()
    {
        _folder.Write("a.tsv", ["digits\twords", .. Words(200)]);
        var dataset = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "digits", Target = "words" });
        var request = Request(TrialPurpose.Verification, "char", "char") with { Fidelity = new Fidelity(2), Fold = 1 };

        var result = await Make.Evaluator(dataset).Completed(request, Token);

        Assert.Equal(result.Metrics["chrf"].Value, result.Scores.Average(score => score.Score), 3);
        Assert.True(result.Metrics["chrf"].StandardError > 0);
        Assert.True(result.Metrics["nats_per_character"].Value > 0);
    }

    /// <summary>Half of a text repeated is half of its nats and half of its characters: what is cut must not make a model look better.</summary>
    [Fact]
    public async Task Evaluate_TargetsLongerThanTheModel_NatsAreOverTheCharactersScored()
    {
        _folder.Write("a.tsv", ["x\ty", .. Enumerable.Range(0, 200).Select(row => $"{row}\t{string.Concat(Enumerable.Repeat(row % 2 == 0 ? "ab" : "ba", 300))}")]);
        var dataset = _folder.Load(new TaskSpec { Data = "a.tsv", Source = "x", Target = "y" });

        var result = await Make.Evaluator(dataset).Completed(Request(TrialPurpose.Search, "char", "char") with { Fidelity = new Fidelity(1) }, Token);

        var (perCharacter, perToken) = (result.Metrics["nats_per_character"], result.Metrics["loss"]);
        Assert.Equal(perToken.Value, perCharacter.Value, 9); // all are cut, so that no end is scored: a token is a character
        Assert.Equal(perToken.StandardError!.Value, perCharacter.StandardError!.Value, 9);
        Assert.StartsWith("40 of 40 targets are longer than 256 tokens, and scored up to there; 40 validation rows", perCharacter.Origin.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("longer than", result.Metrics["chrf"].Origin.Detail, StringComparison.Ordinal);
    }

    /// <summary>Written one token at a time with kept keys and values, or with all of the text again at each step: the same.</summary>
    [Fact]
    public void Translate_WithKeptKeys_IsTheGreedyChoiceOfTheWholePass()
    {
        torch.manual_seed(5);
        var shape = (EncoderDecoderShape)ModelShape.Decode(Request(TrialPurpose.Search, "char", "char").Candidate, Input(11, 9), 1);
        using var model = new EncoderDecoderModule(shape, 0.1);
        model.eval();
        using var noGradients = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var source = torch.tensor(new long[] { 3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 7, 3, 8, 8, 4, 5, 0, 0, 0, 0, 0 }).view(2, 11);

        var written = model.Translate(source, 9, stopsAtEnd: false);

        var target = torch.tensor(written.SelectMany(ids => ids.Select(id => (long)id)).ToArray()).view(2, 9);
        var scores = model.call(torch.cat([source, target], 1));
        var best = scores.narrow(2, 2, scores.shape[2] - 2).argmax(2) + 2;
        Assert.Equal(target.data<long>().ToArray(), best.data<long>().ToArray());
    }

    [Fact]
    public void Forward_PaddedRow_ScoresAsItDoesAlone()
    {
        torch.manual_seed(6);
        var shape = (EncoderDecoderShape)ModelShape.Decode(Request(TrialPurpose.Search, "char", "char").Candidate, Input(4, 3), 1);
        using var model = new EncoderDecoderModule(shape, 0);
        model.eval();
        using var noGradients = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var both = torch.tensor(new long[] { 3, 4, 0, 0, 5, 2, 0, 6, 7, 8, 9, 4, 5, 2 }).view(2, 7);

        var together = model.call(both)[0].narrow(0, 0, 2);
        var alone = model.call(both.narrow(0, 0, 1))[0];

        Assert.True(torch.allclose(together, alone, atol: 1e-5));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(2, 2, 0)]
    [InlineData(1, 1, 1)]
    public void Build_EncoderDecoder_HasTheParametersOfTheFormulaUnderStableNames(int encoder, int decoder, int shared)
    {
        var candidate = new Candidate([new("encoder", GeneValue.Of(encoder)), new("decoder", GeneValue.Of(decoder)), new("shared", GeneValue.Of(shared)), new("width", GeneValue.Of(24)), new("ratio", GeneValue.Of(3))]);
        var shape = ModelShape.Decode(candidate, Input(12, 10), 1);
        using var model = ModelBuilder.Build(shape);

        Assert.Equal(ModelCost.Of(shape, 1).Parameters, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(shared == 0, model.state_dict().ContainsKey("source.weight"));
        Assert.All(new[] { "target.weight", "source_positions", "target_positions", "output_bias", "decoder0.query.weight", "encoder_norm.bias" }, name => Assert.Contains(name, model.state_dict().Keys));
    }

    private static InputShape Input(int source, int target) => new(0, 1, 1)
    {
        Texts = [new TokenShape(source, 17) { Tokenizer = "char" }, new TokenShape(target, 19) { Tokenizer = "char", IsAnswer = true }],
    };

    private static IEnumerable<string> Words(int count)
    {
        string[] names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        var chance = RandomStream.For(2, 0, "digits");
        return Enumerable.Range(0, count).Select(_ => chance.Next(1000).ToString("000", System.Globalization.CultureInfo.InvariantCulture))
            .Select(digits => $"{digits}\t{string.Join(' ', digits.Select(digit => names[digit - '0']))}");
    }

    private static TrialRequest Request(TrialPurpose purpose, string source, string target) => new(
        new Candidate([new("tokenizer", GeneValue.Of(source)), new("target_tokenizer", GeneValue.Of(target)), new("width", GeneValue.Of(48)), new("encoder", GeneValue.Of(1)), new("decoder", GeneValue.Of(1))]),
        new Fidelity(60), 1, purpose);
}
