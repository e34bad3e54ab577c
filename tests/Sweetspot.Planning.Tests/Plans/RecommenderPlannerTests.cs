using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public sealed class RecommenderPlannerTests : IDisposable
{
    private readonly OwnLawFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Plan_LawOfFactors_HasTheTablesOfUsersAndItems()
    {
        var answer = RecommenderPlanner.Plan(new RecommenderQuestion { Law = Factors(), Users = 6040, Items = 3706, Ratings = 1_000_209 });

        // A row of factors and a bias for each, and for an unknown user and item; the mean is one more.
        Assert.All(answer.Sizes, choice => Assert.Equal(((6041 + 3707) * (choice.Shape.Factors + 1L)) + 1, choice.Cost.Parameters));
        Assert.All(answer.Sizes, choice => Assert.Equal(0.05 + (3 * Math.Pow(choice.Shape.Factors, -0.4)), choice.Error, 12));
        Assert.Equal([1, 128], [answer.Sizes[0].Shape.Factors, answer.Sizes[^1].Shape.Factors]); // four times beyond the runs' 32
        Assert.Equal(4 * answer.Best.Cost.Parameters, answer.Best.Cost.FileBytes, 1000.0);
        Assert.Equal(4, answer.Sizes[^1].Beyond);
    }

    [Theory]
    [InlineData("ncf", 16, (32 * 64) + 64 + (64 * 8) + 8 + 8 + 1)] // both vectors through 64 and 8 units to one number
    [InlineData("towers", 16, 2 * ((16 * 64) + 64 + (64 * 8) + 8 + (8 * 16) + 16))] // each through layers of its own to as many numbers
    public void Plan_FamilyWithLayers_CountsThem(string family, int factors, int layers)
    {
        var answer = RecommenderPlanner.Plan(new RecommenderQuestion { Law = Factors(), Family = family, Hidden = [64, 8], Users = 6040, Items = 3706, Ratings = 1_000_209 });

        var choice = answer.Sizes.Single(size => size.Shape.Factors == factors);
        Assert.Equal(family, choice.Shape.Family);
        Assert.Equal(((6041 + 3707) * (factors + 1L)) + 1 + layers, choice.Cost.Parameters);
        Assert.Equal(0.05 + (3 * Math.Pow(factors, -0.4)), choice.Error, 12);
        Assert.Contains(answer.Warnings, warning => warning.StartsWith($"it is taken to be of {family} runs", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_TargetError_IsTheFewestFactorsThatReachIt()
    {
        var answer = RecommenderPlanner.Plan(new RecommenderQuestion { Law = Factors(), Users = 100, Items = 100, TargetError = 1 });

        Assert.Equal(24, answer.Best.Shape.Factors); // 3 / 0.95 to the power 2.5 is 17.7
    }

    [Fact]
    public void Plan_ErrorBelowReach_IsImpossible() => Assert.Equal(
        "no size reaches an error of 0.01: 128 factors, the most within reach of law.json and of the users and items, come to 0.48076; ask for a higher --target-error, or measure larger sizes.",
        Assert.Throws<ImpossiblePlanException>(() => RecommenderPlanner.Plan(new RecommenderQuestion { Law = Factors(), Users = 1000, Items = 1000, TargetError = 0.01 })).Message);

    [Fact]
    public void Plan_LawOfParametersAndRows_GoesByRatings()
    {
        var question = new RecommenderQuestion { Law = _files.Law(OwnLawFiles.Surface), Users = 100_000, Items = 5_000, Ratings = 200_000 };

        var choice = RecommenderPlanner.Plan(question).Best;

        Assert.Equal(0.3 + (40 * Math.Pow(choice.Cost.Parameters, -0.4)) + (200 * Math.Pow(200_000, -0.5)), choice.Error, 12);
        Assert.Equal("--law: law.json: goes by train_rows too; say how many there are by --ratings.", Assert.Throws<UserInputException>(() => RecommenderPlanner.Plan(question with { Ratings = null })).Message);
        Assert.Equal(
            "--ratings: 100000000 are 250 times beyond the runs of law.json (5e+4 to 4e+5 train_rows); a law is not followed beyond 100 times. Measure more.",
            Assert.Throws<UserInputException>(() => RecommenderPlanner.Plan(question with { Ratings = 100_000_000 })).Message);
    }

    [Fact]
    public void Plan_LawOfRowsAlone_IsRefused() => Assert.StartsWith(
        "--law: law.json: goes by rows alone, which says nothing of sizes;",
        Assert.Throws<UserInputException>(() => RecommenderPlanner.Plan(new RecommenderQuestion { Law = _files.Law(OwnLawFiles.Curve), Users = 100, Items = 100 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_TablesFarLargerThanTheRuns_AreImpossible() => Assert.StartsWith(
        "1 to 1024 factors for 100000000 users and 5000 items are 2e+8 to 1.025e+11 parameters, and the runs of law.json had 5e+5 to 5e+6:",
        Assert.Throws<ImpossiblePlanException>(() => RecommenderPlanner.Plan(new RecommenderQuestion { Law = _files.Law(OwnLawFiles.Surface), Users = 100_000_000, Items = 5_000, Ratings = 200_000 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_MoreRatingsThanPairs_IsRefused() => Assert.Equal(
        "--ratings: 101 are more than the 100 pairs of 10 users and 10 items; each pair counts once. Give fewer ratings, or all users and items.",
        Assert.Throws<UserInputException>(() => RecommenderPlanner.Plan(new RecommenderQuestion { Law = Factors(), Users = 10, Items = 10, Ratings = 101 })).Message);

    [Fact]
    public void Plan_FewItems_OffersNoMoreFactorsThanThem()
    {
        var answer = RecommenderPlanner.Plan(new RecommenderQuestion { Law = Factors(), Users = 1000, Items = 10, Ratings = 10_000 });

        Assert.Equal([1, 2, 3, 4, 6, 8], answer.Sizes.Select(choice => choice.Shape.Factors));
    }

    private OwnLaw Factors() => _files.Law(OwnLawFiles.Curve.Replace("[1000, 32000]", "[1, 32]", StringComparison.Ordinal), "factors");
}
