using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class CompressionTests
{
    private static readonly InputShape s_image = new(1, 28, 28);

    [Theory]
    [InlineData("family=mlp width=10 depth=2 prune=0", "mlp 784-10-10-5")]
    [InlineData("family=mlp width=10 depth=2 prune=0.25", "mlp 784-8-8-5")]
    [InlineData("family=mlp width=3 depth=1 prune=0.9", "mlp 784-1-5")]
    [InlineData("family=cnn channels=16 stages=2 dense=32 prune=0.75", "cnn 4-8 k3 dense 8")]
    [InlineData("family=cnn channels=16 stages=2 block=residual prune=0.5", "cnn residual 8-16 k3")]
    [InlineData("family=vit width=64 heads=4 depth=4 prune=0.5", "vit 2×64 h2 of 16 ffn 128 p4")]
    public void Decode_Pruned_IsTheShapeThatIsLeft(string genome, string shape) => Assert.Equal(shape, ModelShape.Decode(Of(genome), s_image, 5).Describe());

    [Theory]
    [InlineData("family=linear prune=0.5", "prune: a linear model has no units, channels, heads or layers to remove; give the gene when: \"family != 'linear'\".")]
    [InlineData("family=mlp prune=1", "prune: 1 is not a share to remove; use 0 to 0.95.")]
    [InlineData("family=mlp prune=-0.1", "prune: -0.1 is not a share to remove; use 0 to 0.95.")]
    public void Decode_NothingToPruneOrNoShare_SaysSo(string genome, string message) =>
        Assert.Equal([message], Assert.Throws<UserInputException>(() => ModelShape.Decode(Of(genome), s_image, 5)).Problems);

    [Theory]
    [InlineData("{ choice: [0, 1.5] }", "study.yaml:3:20  space.prune.choice: \"1.5\" is not a share of a model to remove; use 0 to 0.95.")]
    [InlineData("{ choice: [0, half] }", "study.yaml:3:20  space.prune.choice: \"half\" is not a share of a model to remove; use 0 to 0.95.")]
    [InlineData("{ real: [0, 2] }", "study.yaml:3:18  space.prune.real: \"2\" is not a share of a model to remove; use 0 to 0.95.")]
    public void Parse_SharesThatAreNone_AreRefused(string gene, string message) =>
        Assert.Equal([message], Assert.Throws<UserInputException>(() => Study($"prune: {gene}")).Problems);

    [Fact]
    public void Resolve_PruneOfLinearModelsAlone_SaysThatNothingCanBeRemoved()
    {
        var spec = Study("prune: { choice: [0, 0.5] }", "family: { choice: [linear] }");

        Assert.Equal(
            ["space.prune: linear has no units, channels, heads or layers to remove; leave prune out, or search other families too."],
            Assert.Throws<UserInputException>(() => Resolve(spec, Profiles.Letter)).Problems);
    }

    [Fact]
    public void Resolve_PruneBesideLinear_NeverProposesALinearModelPruned()
    {
        var study = Resolve(Study("prune: { choice: [0, 0.5] }", "family: { choice: [linear, mlp] }"), Profiles.Letter);

        Assert.False(study.Feasible.IsFeasible(Of("family=linear prune=0.5")));
        Assert.True(study.Feasible.IsFeasible(Of("family=linear prune=0")));
        Assert.True(study.Feasible.IsFeasible(Of("family=mlp prune=0.5")));
    }

    [Fact]
    public void Plan_OfASpaceWithNothingUncompressed_HasTeachersOutsideOfIt()
    {
        var study = Resolve(Study("prune: { choice: [0.5] }", "width: { int: [8, 64] }", "distill: { choice: [on] }"), Profiles.Letter);

        var teachers = study.Plan(workers: 1).Compression!.Teachers;

        Assert.NotEmpty(teachers);
        Assert.DoesNotContain(teachers, Compression.IsCompressed);
    }

    [Fact]
    public void Compute_Pruned_CostsOfWhatIsLeftButMemoryOfWhatIsTrained()
    {
        var study = Resolve(Study("prune: { choice: [0, 0.5] }", "width: { int: [8, 64] }"), Profiles.Letter);

        var (pruned, small, dense) = (study.Compute(Of("width=64 prune=0.5")), study.Compute(Of("width=32")), study.Compute(Of("width=64")));

        Assert.Equal(small["parameters"], pruned["parameters"]);
        Assert.Equal(small["flops"], pruned["flops"]);
        Assert.Equal(dense["memory"], pruned["memory"]);
        Assert.Equal("mlp 16-32-32-26, pruning 50 %", study.Describe(Of("width=64 prune=0.5")));
        Assert.Equal("mlp 16-32-32-26, trained from scratch", study.Describe(Compression.Twin(Of("width=64 prune=0.5"))));
    }

    [Fact]
    public void Resolve_Compress_AddsGenesAndBeginsWithWhatIsNotCompressed()
    {
        var plain = new StudySpec { Task = new TaskSpec { Data = "train" } };

        var study = Resolve(plain with { Compress = true }, Profiles.Digits);

        Assert.Equal([.. Resolve(plain, Profiles.Digits).Genes.Select(gene => gene.Name), "prune", "distill"], study.Genes.Select(gene => gene.Name));
        Assert.NotEqual(Resolve(plain, Profiles.Digits).Identity, study.Identity);
        Assert.All(study.InitialPopulation, candidate => Assert.False(Compression.IsCompressed(candidate)));
        Assert.Equal(Resolve(plain, Profiles.Digits).InitialPopulation.Length, study.InitialPopulation.Length);
        Assert.Contains("searched besides: prune 0, 0.25, 0.5, 0.75; distill off, on. Sizes and costs are those of what is left", study.Explanation);
    }

    [Fact]
    public void Resolve_CompressedImages_WhatIsTrainedBeforePruningKeepsTheLimitToo()
    {
        var study = Resolve(new StudySpec { Task = new TaskSpec { Data = "train" }, Compress = true }, Profiles.Digits);
        var largest = study.Space.Create(study.Genes.ToDictionary(gene => gene.Name, gene => gene.Name switch
        {
            "family" => GeneValue.Of("cnn"),
            "prune" => GeneValue.Of(0.75),
            "distill" => GeneValue.Of("off"),
            _ when gene.Values.Length > 0 => GeneValue.Of(double.Parse(gene.Values[^1], System.Globalization.CultureInfo.InvariantCulture)),
            _ => GeneValue.Of(gene.High),
        }));
        var limit = Assert.Single(study.Constraints, constraint => constraint.Text.EndsWith(StudyDefinition.UnprunedLimit, StringComparison.Ordinal));

        Assert.True(study.Compute(Compression.Plain(largest))["flops"].Value > study.Compute(largest)["flops"].Value);
        Assert.True(limit.Violation(largest.Find) > 0);
        Assert.False(study.Feasible.IsFeasible(largest));
    }

    [Fact]
    public void CompressionPairs_BestOfEachBySearchAndEveryCompressedFinalist_TwinsWithAsMuchCompute()
    {
        var study = Resolve(Study("width: { int: [4, 64] }", "depth: { int: [1, 1] }", "prune: { choice: [0, 0.5] }", "distill: { choice: [off, on] }"), Profiles.Letter);
        Trial[] searched = [Tried("width=64 depth=1 prune=0 distill=off", 0.99), Tried("width=64 depth=1 prune=0.5 distill=off", 0.9), Tried("width=32 depth=1 prune=0.5 distill=off", 0.8),
            Tried("width=16 depth=1 prune=0 distill=on", 0.7), Tried("width=16 depth=1 prune=0.5 distill=on", 0.95)];

        var pairs = study.CompressionPairs(searched, [searched[0].Candidate, searched[2].Candidate], searched[0]);

        Assert.Equal([searched[1].Candidate, searched[3].Candidate, searched[2].Candidate], pairs.Select(pair => pair.Compressed));
        Assert.All(pairs, pair => Assert.Equal((Compression.Twin(pair.Compressed), study.Shape(pair.Compressed)), (pair.Twin, study.Shape(pair.Twin))));
        Assert.Equal((30 * 2) + 15, pairs[0].TwinFidelity.Epochs); // twice the FLOPs before pruning, then half the epochs
        Assert.Equal(4 * 30, pairs[1].TwinFidelity.Epochs); // a teacher of four times the FLOPs, and its own: cut at four times
        Assert.Contains("as much compute", study.DescribeTwin(pairs[0], searched[0]), StringComparison.Ordinal);
        Assert.Contains("4 times the usual ones and less compute", study.DescribeTwin(pairs[1], searched[0]), StringComparison.Ordinal);
    }

    private static Trial Tried(string genome, double accuracy) => new()
    {
        Number = 0,
        Request = new TrialRequest(Of(genome), new Fidelity(30), 1),
        State = TrialState.Completed,
        Metrics = System.Collections.Immutable.ImmutableDictionary<string, Measurement>.Empty.Add("accuracy", Metrics.Accuracy.Measured(accuracy, "test")),
    };

    private static StudyDefinition Resolve(StudySpec spec, DataProfile profile) => StudyDefinition.Resolve(spec, profile, "1", 30);

    private static StudySpec Study(params string[] genes) =>
        StudyFile.Parse($"task: {{ data: train.csv }}\nspace:\n{string.Join('\n', genes.Select(gene => $"  {gene}"))}\n", "study.yaml", "");

    private static Candidate Of(string genome) => new(genome.Split(' ').Select(gene => gene.Split('=')).Select(gene => KeyValuePair.Create(
        gene[0], double.TryParse(gene[1], out var number) ? GeneValue.Of(number) : GeneValue.Of(gene[1]))));
}
