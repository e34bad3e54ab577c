using System.Text;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class LanguageTrainingTests
{
    /// <summary>Words of a grammar: after each of 8, two may follow, equally likely. 12,000 words of 4 bytes with their space.</summary>
    private static readonly LanguageDataset Grammar = MakeGrammar();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tokenizer=bpe vocabulary=64")]
    [InlineData("tokenizer=char")]
    [InlineData("tokenizer=byte kv_heads=1 heads=2 gated=1 tied=0")]
    public async Task Evaluate_AnyTokenizer_LearnsTheGrammar(string genes)
    {
        var evaluator = Make.Evaluator(Grammar, new TrainingOptions { StudySeed = 1, Compute = 6e9 });

        var completed = await evaluator.Completed(Request($"{genes} depth=1 width=32 context=16"), Token);

        // A choice of two for every four bytes: ln 2 / 4 = 0.173 nats per byte is the least; without what came before it would be ln 8 / 4 = 0.52.
        Assert.InRange(completed.Metrics["nats_per_byte"].Value, 0.15, 0.30);
        Assert.True(completed.Metrics["nats_per_byte"].StandardError is > 0 and < 0.05);
        Assert.Equal(completed.Metrics["nats_per_byte"].Value, completed.Metrics["nats_per_character"].Value, 9);
        Assert.Equal(Math.Exp(completed.Metrics["nats_per_token"].Value), completed.Metrics["perplexity"].Value, 9);
        Assert.Equal(5, completed.Curve.Length);
    }

    [Fact]
    public async Task Evaluate_SameRequest_SameResult()
    {
        var options = new TrainingOptions { StudySeed = 1, Compute = 5e8 };
        var request = Request("tokenizer=char depth=1 width=16 context=16");

        var first = await Make.Evaluator(Grammar, options).Completed(request, Token);
        var second = await Make.Evaluator(Grammar, options).Completed(request, Token);

        Assert.Equal(first.Metrics["nats_per_byte"].Value, second.Metrics["nats_per_byte"].Value);
    }

    [Fact]
    public void Steps_AnySize_TakeTheSameCompute()
    {
        foreach (var width in new[] { 32, 64, 256 })
        {
            var shape = Shape($"width={width} depth=2 context=64 tokenizer=bpe vocabulary=512 heads=2");

            var steps = LanguageCompute.Steps(shape, 1e12, long.MaxValue / 1_000_000);

            Assert.Equal(1e12, 3.0 * ModelCost.Of(shape, 1).Flops * LanguageCompute.Windows(shape, 1e12) * steps, 1e10);
        }
    }

    [Fact]
    public void Steps_ShortText_AreSixteenPasses()
    {
        var shape = Shape("width=32 depth=1 context=64 tokenizer=char");

        Assert.Equal(16 * 10_000 / (64 * LanguageCompute.Windows(shape, 1e12)), LanguageCompute.Steps(shape, 1e12, 10_000));
    }

    [Fact]
    public void Nats_ModelThatKnowsNothing_IsTheLogarithmOfTheVocabularyForEachToken()
    {
        var shape = Shape("width=32 context=8 tokenizer=bpe vocabulary=50");
        int[] ids = [.. Enumerable.Range(0, 100).Select(index => 2 + (index % 48))];
        var seen = new List<int>();

        var nats = LanguageJudge.Nats((windows, length) => { seen.Add(length); return new float[windows.Length * 50]; }, shape, ids, 1, 100);

        Assert.Equal(99 * Math.Log(50), nats, 1e-3);
        Assert.Contains(8, seen);
        Assert.All(seen, length => Assert.InRange(length, 1, 8));
    }

    [Fact]
    public void Nats_ModelThatRepeats_IsJudgedAtTheRightPlaces()
    {
        var shape = Shape("width=32 context=8 tokenizer=bpe vocabulary=50");
        int[] ids = [.. Enumerable.Range(0, 60).Select(index => 2 + (index % 5))];

        // Sure that after 2 comes 3, after 6 comes 2: right everywhere.
        float[] Next(long[] windows, int length)
        {
            var scores = new float[windows.Length * 50];
            for (var place = 0; place < windows.Length; place++)
            {
                scores[(place * 50) + (windows[place] == 6 ? 2 : (int)windows[place] + 1)] = 30;
            }

            return scores;
        }

        Assert.Equal(0, LanguageJudge.Nats(Next, shape, ids, 1, 60), 1e-6);
    }

    private static GptShape Shape(string genes) => (GptShape)ModelShape.Decode(Request(genes).Candidate, Grammar.Profile.Input, Grammar.Profile.Outputs);

    private static TrialRequest Request(string genes) => new(
        new Candidate(genes.Split(' ').Select(gene => gene.Split('=')).Select(
            pair => KeyValuePair.Create(pair[0], int.TryParse(pair[1], out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1])))),
        new Fidelity(LanguageCompute.Parts), 1, TrialPurpose.Search, null);

    private static LanguageDataset MakeGrammar()
    {
        string[] words = ["bat", "cot", "dim", "fen", "gum", "hop", "jar", "kin"];
        var chance = RandomStream.For(1, 0, "grammar");
        var text = new StringBuilder();
        for (var (count, word) = (0, 0); count < 12_000; count++)
        {
            text.Append(words[word]).Append(' ');
            word = ((2 * word) + chance.Next(2)) % words.Length;
        }

        var path = Path.Combine(Path.GetTempPath(), $"sweetspot-grammar-{Environment.ProcessId}.txt");
        File.WriteAllText(path, text.ToString());
        try
        {
            return (LanguageDataset)DatasetLoader.Load(new TaskSpec { Kind = TaskKind.LanguageModel, Data = path }, Path.GetTempPath());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
