namespace Sweetspot.Planning.Tests;

public class ImagePlannerTests
{
    private static readonly ImageQuestion s_article = new() { Images = 1e7, FlopsPerSecond = 1000e12, ImagesPerSecond = 1000 };

    [Fact]
    public void Plan_TheArticlesCase_HasACnnAndATransformerThatAnswerFastEnough()
    {
        var answer = ImagePlanner.Plan(s_article);

        Assert.Equal(["cnn", "vit"], answer.Families.Select(family => family.Family));
        Assert.All(answer.Families, family => Assert.True(family.Best.ImagesPerSecond.Value >= 1000));
        Assert.All(answer.Families, family => Assert.Equal(family.Front.Min(choice => choice.Error), family.Best.Error));
        Assert.All(answer.Families, family => Assert.Equal(1.6e8, family.Best.Seen, 1)); // 16 epochs
    }

    [Fact]
    public void Plan_FasterAnswers_AreOfSmallerNetworks()
    {
        var (slow, fast) = (ImagePlanner.Plan(s_article), ImagePlanner.Plan(s_article with { ImagesPerSecond = 20_000 }));

        Assert.All(slow.Families.Zip(fast.Families), pair => Assert.True(pair.Second.Best.Shape.ForwardFlops(1) < pair.First.Best.Shape.ForwardFlops(1)));
        Assert.All(fast.Families, family => Assert.Equal("images per second", family.Binding));
    }

    [Fact]
    public void Plan_TooFast_NamesTheFastest()
    {
        var thrown = Assert.Throws<ImpossiblePlanException>(() => ImagePlanner.Plan(s_article with { ImagesPerSecond = 1e9 }));

        Assert.Matches(@"^the fastest network \(.+\) answers .+ images a second, .+ times too few; allow fewer --images-per-second or give more --flops-per-second\.$", thrown.Message);
    }

    [Theory]
    [InlineData("cnn", 2.55e7, 1.28192e8, 0.61887)]
    [InlineData("cnn", 3.82e8, 3.9904e8, 0.33053)]
    [InlineData("vit", 2.2e7, 4.9141e8, 0.62847)]
    [InlineData("vit", 8.6e7, 1.2569e9, 0.40633)]
    public void Error_PublishedPoint_IsMetWithinTwoPercent(string family, double parameters, double images, double error) =>
        Assert.Equal(1, VisionLaw.Published.Error(family, parameters, images) / error, 0.02);

    [Fact]
    public void Error_BetweenTheCurves_LiesBetweenThem()
    {
        var law = VisionLaw.Published;

        var (small, middle, large) = (law.Error("vit", 2.2e7, 5e8), law.Error("vit", 4.35e7, 5e8), law.Error("vit", 8.6e7, 5e8));

        Assert.True(large < middle && middle < small);
        Assert.False(law.IsExtrapolated("vit", 4.35e7, 5e8));
        Assert.True(law.IsExtrapolated("vit", 3e8, 5e8));
    }
}
