using System.Collections.Immutable;

namespace Sweetspot.Planning.Tests;

public class TextSpaceTests
{
    private static DataProfile Reviews { get; } = Of(Profiles.Table(4000, 1, 2), new TextFacts
    {
        Column = "review",
        HasWords = true,
        MedianLength = 60,
        LongLength = 190,
        LongestLength = 400,
        LongCharacters = 1000,
        Units = 5000,
        Characters = 90,
        Grams = 38_000,
    });

    private static DataProfile Titles { get; } = Of(Profiles.Table(10_000, 1, 10), new TextFacts
    {
        Column = "text",
        HasWords = false,
        MedianLength = 19,
        LongLength = 23,
        LongestLength = 27,
        LongCharacters = 23,
        Units = 2900,
        Characters = 2900,
        Grams = 25_116,
    });

    [Fact]
    public void Genes_OfReviews_FollowTheirWords()
    {
        var space = DefaultSpace.For(Reviews, 12);

        Assert.Equal(["word", "bpe"], Values(space, "tokenizer"));
        Assert.Equal(["60", "192", "256"], Values(space, "length"));
        Assert.Equal(["500", "1000", "2000", "4000", "5002", "8000"], Values(space, "vocabulary"));
        Assert.Equal(["1000", "2000", "4000", "8000", "16000", "32000"], Values(space, "features"));
    }

    [Fact]
    public void Genes_OfShortTitles_TakeBytesToo()
    {
        var space = DefaultSpace.For(Titles, 10);

        Assert.Equal(["char", "bpe", "byte"], Values(space, "tokenizer"));
        Assert.Equal(["20", "24"], Values(space, "length"));
    }

    [Fact]
    public void InitialPopulation_OfTexts_HasEachFamilyWithinTheLimits()
    {
        foreach (var profile in new[] { Reviews, Titles })
        {
            var definition = StudyDefinition.Resolve(new StudySpec { Task = new TaskSpec { Data = "a.csv" } }, profile, "1", 12);

            Assert.Equal(["ngrams", "textcnn", "transformer"], definition.InitialPopulation.Select(candidate => candidate.Word("family", "")).Distinct().Order());
            Assert.True(definition.InitialPopulation.Length >= 6);
            Assert.All(definition.InitialPopulation, candidate => Assert.True(definition.Feasible.IsFeasible(candidate)));
        }
    }

    [Fact]
    public void Identity_AnotherText_IsAnotherStudy()
    {
        string Identity(params string[] columns) =>
            StudyDefinition.Resolve(new StudySpec { Task = new TaskSpec { Data = "a.csv", Text = [.. columns] } }, Reviews, "1", 12).Identity;

        Assert.Equal(3, new[] { Identity(), Identity("review"), Identity("summary") }.Distinct().Count());
        Assert.Equal(Identity("review"), Identity("review"));
    }

    [Fact]
    public void Resolve_FamiliesThatDoNotReadTexts_AreRefused()
    {
        var spec = new StudySpec
        {
            Task = new TaskSpec { Data = "a.csv" },
            Space = [new GeneSpec { Name = "family", Type = "choice", Values = ["mlp", "ngrams"] }],
        };

        Assert.Equal(
            ["space.family: a mlp does not read texts; this data is one, so search linear, ngrams, textcnn or transformer."],
            Assert.Throws<Core.UserInputException>(() => StudyDefinition.Resolve(spec, Reviews, "1", 12)).Problems);
        Assert.Equal(
            ["space.family: ngrams is for texts, and this data is none; name a column of text (--text, task.text), or leave it out."],
            Assert.Throws<Core.UserInputException>(() => StudyDefinition.Resolve(spec, Profiles.Letter, "1", 12)).Problems);
    }

    [Fact]
    public void Resolve_GivenSpaceWithHeadsThatDoNotFit_LeavesThosePointsOut()
    {
        var spec = new StudySpec
        {
            Task = new TaskSpec { Data = "a.csv" },
            Space =
            [
                new GeneSpec { Name = "family", Type = "choice", Values = ["transformer"] },
                new GeneSpec { Name = "width", Type = "list", Values = ["10", "12"] },
                new GeneSpec { Name = "heads", Type = "list", Values = ["4"] },
            ],
        };

        var definition = StudyDefinition.Resolve(spec, Titles, "1", 12);

        Assert.Equal([12], definition.InitialPopulation.Select(candidate => candidate.Number("width", 0)));
    }

    private static DataProfile Of(DataProfile profile, TextFacts facts) => profile with
    {
        Input = new InputShape(0, 1, 1) { Texts = [new TokenShape(facts.LongestLength, facts.Grams + 2) { Tokenizer = facts.HasWords ? "word" : "char" }] },
        Texts = [facts],
    };

    private static ImmutableArray<string> Values(DefaultSpace space, string gene) => space.Genes.Single(spec => spec.Name == gene).Values;
}
