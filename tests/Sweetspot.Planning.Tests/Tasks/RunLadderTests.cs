using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class RunLadderTests
{
    private static readonly StudySpec s_ladder = new() { Task = new TaskSpec { Data = "text.txt" }, Algorithm = "ladder" };

    [Fact]
    public void Ladder_OfText_VariesSizesAndTokensIndependentlyAndEndsWithTheLargest()
    {
        var study = Resolve(s_ladder with { Compute = 2.2e13 }, Text(3_600_000));

        var ladder = study.InitialPopulation;
        var parameters = ladder.Select(candidate => (double)ModelCost.Of(study.Shape(candidate), 1).Parameters).ToList();
        var tokens = ladder.Select(candidate => candidate.Number("train_tokens")).ToList();
        var compute = parameters.Zip(tokens, (n, d) => 6 * n * d).ToList();
        Assert.Equal(12, ladder.Length);
        Assert.Equal(4, parameters.Distinct().Count());
        Assert.Equal(3, tokens.Distinct().Count());
        Assert.Equal(compute.Order(), compute);
        Assert.Equal(1, compute[^1] / 2.2e13, 0.25);
        Assert.InRange(compute[^1] / compute[^2], 2.5, 3.5);
        Assert.InRange(compute[^1] / compute[0], 100, 400);
        Assert.True(tokens[^1] <= 4 * 3_600_000 * 0.8 / 2, "no more than about four passes over the text");
    }

    [Fact]
    public void Ladder_IsAskedForOnceInItsOrderAndNotJudgedFurther()
    {
        var study = Resolve(s_ladder with { Compute = 2.2e13 }, Text(3_600_000));
        var search = SearchAlgorithms.Create(study.Algorithm, study.AlgorithmSettings());

        var asked = search.Ask(5).Concat(search.Ask(100)).ToList();

        Assert.Equal(study.InitialPopulation, asked);
        Assert.True(search.IsExhausted);
        Assert.Null(study.Plan(2).Baseline);
        Assert.False(study.Plan(2).JudgesFinalists);
        Assert.Equal(12, study.Plan(2).TrialBudget);
    }

    [Fact]
    public void Ladder_OfATable_VariesSizesAndRowsOfOneFamily()
    {
        var study = Resolve(s_ladder, Profiles.Digits);

        var rows = study.InitialPopulation.Select(candidate => candidate.Number("train_rows")).Distinct().Order().ToList();
        Assert.InRange(study.InitialPopulation.Length, 12, 16);
        Assert.Single(study.InitialPopulation.Select(candidate => candidate.Word("family", "")).Distinct());
        Assert.Equal(4, rows.Count);
        Assert.Equal((int)(Profiles.Digits.Rows * 0.8), rows[^1]);
    }

    [Fact]
    public void Ladder_OfFewRows_IsRefused()
    {
        var refused = Assert.Throws<UserInputException>(() => Resolve(s_ladder, Profiles.Digits with { Rows = 300 }));

        Assert.Equal("ladder: 240 rows to learn from are too few for a law over rows; at least 400 are needed.", refused.Message);
    }

    [Fact]
    public void Ladder_OfLittleCompute_IsRefused()
    {
        var refused = Assert.Throws<UserInputException>(() => Resolve(s_ladder with { Compute = 1e10 }, Text(3_600_000)));

        Assert.StartsWith("ladder: 0.01 TFLOP for the largest training and 3600 kB of text leave too little", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e10, "give more --time or --compute.")]
    [InlineData(1e11, "give more --time or --compute.")]
    [InlineData(4e12, "give more text, or less --time or --compute.")]
    public void Ladder_OfLittleText_AdvisesWhatHelps(double compute, string advice)
    {
        var refused = Assert.Throws<UserInputException>(() => Resolve(s_ladder with { Compute = compute }, Text(213_000)));

        Assert.EndsWith(advice, refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Resolve(s_ladder with { Compute = 3e11 }, Text(213_000)).InitialPopulation); // between them it goes
    }

    [Fact]
    public void LargestFlops_FifteenMinutesOnTwoWorkers_FillsThem() => Assert.Equal(2.2e13, RunLadder.LargestFlops(TimeSpan.FromMinutes(15), 2), 1e11);

    private static StudyDefinition Resolve(StudySpec spec, DataProfile profile) => StudyDefinition.Resolve(spec, profile, "1", 20);

    private static DataProfile Text(int bytes) => new()
    {
        Name = "text",
        Kind = TaskKind.LanguageModel,
        Rows = bytes / 2048,
        TestRows = 0,
        Input = new InputShape(0, 0, 0) { Texts = [new TokenShape(256, 100) { Tokenizer = TokenizerNames.Character, IsStream = true }] },
        Classes = [],
        ContentHash = "text",
        Corpus = new CorpusFacts(bytes, bytes, 80, 2048),
    };
}
