using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class RecommendationSpaceTests
{
    [Fact]
    public void Explanation_OfRatings_SaysWhatFollowsFromWhat() => Assert.Equal(
        [
            "space from 28,398 ratings of 1,913 items by 1,476 users: mf (factors and biases), ncf and towers; the bias model is trained beside them",
            "factors 2…128: the largest to begin with, mf 128 λ14, has 437,440 parameters, of which one answer reads 259",
            "regularization λ 4…28, around 14, which follows from 19 ratings a user and 15 an item",
        ],
        DefaultSpace.For(Ratings(28_398, 1476, 1913), 46).Explanation);

    [Fact]
    public void Regularization_OfMoreRatingsAUser_IsLarger()
    {
        var (few, many) = (DefaultSpace.For(Ratings(28_398, 1476, 1913)), DefaultSpace.For(Ratings(1_000_000, 6040, 3706)));

        Assert.True(Gene(many, "regularization").High > 2 * Gene(few, "regularization").High);
    }

    [Fact]
    public void InitialPopulation_OfRatings_EachFamilyAndBothEndsOfFactors()
    {
        var space = DefaultSpace.For(Ratings(28_398, 1476, 1913));

        Assert.Equal(["mf", "ncf", "towers"], space.InitialPopulation.Select(candidate => candidate.Word("family", "")).Distinct());
        Assert.Equal([2, 128], new[] { space.InitialPopulation.Min(Factors), space.InitialPopulation.Max(Factors) });
    }

    [Fact]
    public void Resolve_OfRatings_BiasModelIsTheReferenceAndErrorIsMadeSmaller()
    {
        var definition = StudyDefinition.Resolve(new StudySpec { Task = new TaskSpec { Data = "ratings.csv" } }, Ratings(28_398, 1476, 1913), "1", 46);

        Assert.Equal("bias model", definition.Shape(definition.Baseline).Describe());
        Assert.Equal((Metrics.Rmse.Name, Direction.Minimize), (definition.PrimaryQuality, definition.QualityObjective.Direction));
    }

    [Fact]
    public void Resolve_FamilyOfTables_SaysWhichThereAre()
    {
        var spec = new StudySpec { Task = new TaskSpec { Data = "ratings.csv" }, Space = [new GeneSpec { Name = "family", Type = "choice", Values = ["mlp", "mf"] }] };

        var exception = Assert.Throws<UserInputException>(() => StudyDefinition.Resolve(spec, Ratings(6_000, 100, 100), "1", 46));

        Assert.StartsWith("space.family: \"mlp\" is not a model family of ratings", exception.Message, StringComparison.Ordinal);
    }

    private static int Factors(Candidate candidate) => (int)candidate.Number("factors");

    private static GeneSpec Gene(DefaultSpace space, string name) => space.Genes.First(gene => gene.Name == name);

    private static DataProfile Ratings(int rows, int users, int items) =>
        Profiles.Table(rows, 1, 1) with { Kind = TaskKind.Recommendation, Input = InputShape.Ids(users + 1, items + 1) };
}
