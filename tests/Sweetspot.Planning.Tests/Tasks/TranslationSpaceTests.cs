using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class TranslationSpaceTests
{
    private static DataProfile Pairs(int rows, bool sharesAlphabet = false) => Profiles.Table(rows, 1, 2) with
    {
        Kind = TaskKind.Translation,
        Classes = [],
        ClassCounts = [],
        SharesAlphabet = sharesAlphabet,
        Input = new InputShape(0, 1, 1) { Texts = [Side(false, 60, 12), Side(true, 40, 20)] },
    };

    [Fact]
    public void For_Pairs_SearchesSizesAndTokenizersOfBothSides()
    {
        var space = DefaultSpace.For(Pairs(3000), 30);

        Assert.Equal(["encoder", "decoder", "width", "heads", "ratio", "tokenizer", "vocabulary", "target_tokenizer", "target_vocabulary"], space.Genes.Select(gene => gene.Name));
        Assert.All(space.InitialPopulation, candidate => Assert.IsType<EncoderDecoderShape>(ModelShape.Decode(candidate, Pairs(3000).Input, 1)));
        Assert.True(space.InitialPopulation.Length >= 8);
    }

    [Fact]
    public void For_OneAlphabet_OffersOneVocabularyForBoth()
    {
        var space = DefaultSpace.For(Pairs(3000, sharesAlphabet: true), 30);
        var shared = space.Space.Create(space.Genes.ToDictionary(gene => gene.Name, gene => gene.Name == "shared" ? GeneValue.Of(1) : space.InitialPopulation[0].Find(gene.Name) ?? GeneValue.Of(gene.Type == "choice" ? gene.Values[0] : "500")));

        Assert.Null(shared.Find("target_tokenizer"));
        Assert.True(((EncoderDecoderShape)ModelShape.Decode(shared, Pairs(3000).Input, 1)).IsShared);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200_000)]
    public void For_FewOrManyPairs_KeepsSomethingFeasible(int rows)
    {
        var definition = StudyDefinition.Resolve(new StudySpec { Task = new TaskSpec { Data = "a.tsv", Source = "x", Target = "y" } }, Pairs(rows), "1", 10, 64);

        Assert.NotEmpty(definition.InitialPopulation);
        Assert.Equal("chrf", definition.PrimaryQuality);
        Assert.Equal("encoder-decoder", definition.Shape(definition.Baseline).Family);
    }

    [Fact]
    public void Decode_Tokenizer_TakesItsLengths()
    {
        var shape = (EncoderDecoderShape)ModelShape.Decode(
            new Candidate([new("tokenizer", GeneValue.Of("byte")), new("target_tokenizer", GeneValue.Of("bpe")), new("target_vocabulary", GeneValue.Of(600))]), Pairs(100).Input, 1);

        Assert.Equal((120, 24, 259), (shape.Source.Length, shape.Source.Typical, shape.Source.Vocabulary));
        Assert.Equal((20, 10, 600), (shape.Target.Length, shape.Target.Typical, shape.Target.Vocabulary));
    }

    [Fact]
    public void Resolve_CountedInTokensThatAreSearched_IsRefused()
    {
        var spec = new StudySpec
        {
            Task = new TaskSpec { Data = "a.tsv", Source = "x", Target = "y" },
            Objectives = [new("chrf", Direction.Maximize), new("loss", Direction.Minimize)],
            Constraints = ["tokens_per_second >= 100", "within(loss, 5%)", "nats_per_character <= 3"],
            Choose = new ChooseSpec { Rule = "utility", Prices = ImmutableSortedDictionary<string, double>.Empty.Add("loss", 1) },
        };

        Assert.Equal(
            "objectives[1]: \"loss\" is counted in tokens, and the search decides what a token is (target_tokenizer, target_vocabulary); use nats_per_character, or give one value to each of these.",
            Refused(spec)[0]);
        Assert.Equal(["objectives[1]", "constraints[1]", "choose.prices.loss", "constraints[0]"], Refused(spec).Select(problem => problem.Split(':')[0]));
    }

    [Theory]
    [InlineData("tokenizer: { choice: [bpe] }, vocabulary: { list: [600] }, target_vocabulary: { list: [600, 1200] }", "target_vocabulary")]
    [InlineData("tokenizer: { choice: [bpe, char] }", "tokenizer")]
    [InlineData("tokenizer: { choice: [bpe, char] }, target_tokenizer: { choice: [char] }", "")]
    [InlineData("vocabulary: { list: [600, 1200] }, target_tokenizer: { choice: [bpe] }, target_vocabulary: { int: [900, 900] }", "")]
    [InlineData("shared: { list: [0, 1] }", "shared")]
    [InlineData("shared: { list: [1] }, tokenizer: { choice: [bpe] }, vocabulary: { int: [600, 1200] }", "vocabulary")]
    [InlineData("target_tokenizer: { choice: [bpe] }, target_vocabulary: { derived: \"100 * width\" }", "target_vocabulary")]
    [InlineData("heads: { list: [2, 4] }", "")]
    public void Resolve_LossUnderAnySpace_IsRefusedWhereTokensVary(string genes, string varying)
    {
        var spec = StudyFile.Parse($"task: {{ data: a.tsv, source: x, target: y }}\nspace: {{ width: {{ list: [8, 16] }}, {genes} }}\nobjectives: [{{ minimize: loss }}]\n", "study.yaml", "");

        Assert.Equal(varying.Length == 0 ? [] : new[] { varying }, Refused(spec).Select(problem => problem.Split('(')[1].Split(')')[0]));
    }

    [Theory]
    [InlineData("vocabulary: { list: [600, 1200] }", new[] { "objectives[0]", "constraints[1]", "constraints[0]" })]
    [InlineData("vocabulary: { list: [600] }", new string[0])]
    public void Problems_LanguageModelCountedInTokens_AreThoseOfASearchedVocabulary(string genes, string[] expected)
    {
        var spec = StudyFile.Parse(
            $"task: {{ data: a.txt }}\nspace: {{ width: {{ list: [8, 16] }}, {genes} }}\nobjectives: [{{ minimize: perplexity }}, {{ minimize: nats_per_byte }}]\nconstraints: [\"tokens >= 1000\", \"within(nats_per_token, 2%)\"]\n", "study.yaml", "");

        Assert.Equal(expected, TokenUnits.Problems(spec, TaskKind.LanguageModel, spec.Space).Select(problem => problem.Path).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public void Baseline_OneTokenizerGiven_ReadsAndWritesTheSameTokens()
    {
        var spec = StudyFile.Parse("task: { data: a.tsv, source: x, target: y }\nspace: { width: { list: [8, 16] }, tokenizer: { choice: [bpe] }, target_vocabulary: { int: [600, 600] } }\n", "study.yaml", "");
        var definition = StudyDefinition.Resolve(spec, Pairs(100), "1", 10, 64);

        var shape = (EncoderDecoderShape)definition.Shape(definition.Baseline);

        Assert.Equal(("bpe", "bpe", 600), (shape.Source.Tokenizer, shape.Target.Tokenizer, shape.Target.Vocabulary));
    }

    [Theory]
    [InlineData("tokenizer", "word", "tokenizer: \"word\" is no tokenizer of translations; use char, bpe or byte.")]
    [InlineData("heads", "3", "heads: 3 heads do not divide the width 64; use a width that is a multiple of the heads.")]
    [InlineData("decoder", "0", "decoder: 0 makes no model; use 1 or more.")]
    [InlineData("target_vocabulary", "3", "target_vocabulary: 3 ids are too few; three of them stand for padding, unknown and the end, so use 4 or more.")]
    [InlineData("family", "mlp", "family: \"mlp\" does not translate; use encoder-decoder.")]
    public void Decode_WrongGene_OneLine(string gene, string value, string message)
    {
        var candidate = new Candidate([new(gene, double.TryParse(value, out var number) ? GeneValue.Of(number) : GeneValue.Of(value))]);

        Assert.Equal(message, Assert.Throws<UserInputException>(() => ModelShape.Decode(candidate, Pairs(100).Input, 1)).Message);
    }

    /// <summary>By hand: one block that reads 3 tokens and one that writes 2, width 4, ratio 2, vocabularies of 10 and 12, lengths of 5 and 6.</summary>
    [Fact]
    public void Cost_SmallShape_AsByHand()
    {
        var shape = new EncoderDecoderShape
        {
            Input = new InputShape(0, 1, 1) { Texts = [new TokenShape(5, 10) { Typical = 3 }, new TokenShape(6, 12) { IsAnswer = true, Typical = 2 }] },
            Width = 4,
            Encoder = 1,
            Decoder = 1,
            Heads = 2,
            Ratio = 2,
            Outputs = 1,
        };

        var cost = ModelCost.Of(shape, 1);

        const int block = (4 * 12) + 12 + (4 * 4) + 4 + (4 * 8) + 8 + (8 * 4) + 4 + 16;
        const int cross = (4 * 4) + 4 + (4 * 8) + 8 + (4 * 4) + 4 + 8;
        Assert.Equal((10 * 4) + (5 * 4) + (12 * 4) + (6 * 4) + block + block + cross + 8 + 8 + 12, cost.Parameters);
        static int Block(int length) => (2 * length * ((4 * 12) + (4 * 4) + (4 * 8) + (8 * 4))) + (4 * length * length * 4);
        Assert.Equal(Block(3) + Block(2) + (2 * 2 * 16) + (2 * 3 * 32) + (4 * 3 * 2 * 4) + (2 * 2 * 16) + (2 * 2 * 4 * 12), cost.Flops);
    }

    private static ImmutableArray<string> Refused(StudySpec spec)
    {
        try
        {
            StudyDefinition.Resolve(spec, Pairs(100), "1", 10, 64);
            return [];
        }
        catch (UserInputException exception)
        {
            return [.. exception.Problems];
        }
    }

    private static TokenShape Side(bool isAnswer, int longest, int middle) => new(longest, 90)
    {
        Tokenizer = "char",
        IsAnswer = isAnswer,
        Typical = middle,
        Lengths = new TokenLengths(
        [
            new("char", 90, middle, longest), new("byte", 259, 2 * middle, 2 * longest), new("bpe", 500, middle / 2, longest / 2), new("bpe", 1000, middle / 3, longest / 3),
        ]),
    };
}
