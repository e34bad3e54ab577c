using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TranslationTrainingTests : IDisposable
{
    private readonly DataFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("char", "char")]
    [InlineData("bpe", "bpe")]
    [InlineData("byte", "byte")]
    public async Task Evaluate_DigitsToWords_AreNearlyAllRight(string source, string target)
    {
        _folder.Write("a.tsv", ["digits\twords", .. Words(1500)]);
        var evaluator = Make.Evaluator(_folder.Load(new TaskSpec { Data = "a.tsv", Source = "digits", Target = "words" }));

        var result = await evaluator.Completed(Request(TrialPurpose.Search, source, target), Token);

        Assert.True(result.Metrics["chrf"].Value > 95, $"{string.Join(" ", result.Curve.Select(p => $"{p.TrainingLoss:0.00}/{p.ValidationLoss:0.00}/{p.ValidationQuality:0}"))}; {result.Metrics["train_wall_seconds"]}");
    }

    [Fact]
    public async Task Evaluate_ReversedStrings_AreNearlyAllRight()
    {
        var chance = RandomStream.For(1, 0, "letters");
        string Letters() => string.Concat(Enumerable.Range(0, 4 + chance.Next(5)).Select(_ => (char)('a' + chance.Next(8))));
        _folder.Write("a.tsv", ["x\ty", .. Enumerable.Range(0, 2000).Select(_ => Letters()).Select(text => $"{text}\t{string.Concat(text.Reverse())}")]);
        var evaluator = Make.Evaluator(_folder.Load(new TaskSpec { Data = "a.tsv", Source = "x", Target = "y" }));

        var result = await evaluator.Completed(Request(TrialPurpose.Search, "char", "char"), Token);

        Assert.True(result.Metrics["chrf"].Value > 95, $"{string.Join(" ", result.Curve.Select(p => $"{p.TrainingLoss:0.00}/{p.ValidationLoss:0.00}/{p.ValidationQuality:0}"))}; {result.Metrics["train_wall_seconds"]}");
    }

    private static IEnumerable<string> Words(int count)
    {
        string[] names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        var chance = RandomStream.For(2, 0, "digits");
        return Enumerable.Range(0, count).Select(_ => chance.Next(10000).ToString("0000", System.Globalization.CultureInfo.InvariantCulture))
            .Select(digits => $"{digits}\t{string.Join(' ', digits.Select(digit => names[digit - '0']))}");
    }

    private static TrialRequest Request(TrialPurpose purpose, string source, string target) => new(
        new Candidate([new("tokenizer", GeneValue.Of(source)), new("target_tokenizer", GeneValue.Of(target)), new("width", GeneValue.Of(64)), new("encoder", GeneValue.Of(1)), new("decoder", GeneValue.Of(1))]),
        new Fidelity(40), 1, purpose);
}
