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
    public void Plan_LawOfOwnRuns_IsAskedAtTheImagesThereAre()
    {
        using var files = new OwnLawFiles();
        var law = files.Law(OwnLawFiles.Surface);

        var answer = ImagePlanner.Plan(s_article with { Images = 4e5, Law = new OwnVisionLaw(law, 4e5) });

        Assert.All(answer.Families, family => Assert.All(family.Front, choice => Assert.Equal(law.At(choice.Shape.Parameters.Total, 4e5), choice.Error)));
        Assert.All(answer.Families, family => Assert.All(family.Front, choice => Assert.InRange(choice.Shape.Parameters.Total, 1.25e5, 2e7))); // four times beyond the runs
        Assert.StartsWith("the law is of your own runs", answer.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LawOfTinyNetworks_SaysThatAllLieBeyond()
    {
        using var files = new OwnLawFiles();
        var law = files.Law(OwnLawFiles.Surface.Replace("[5e5, 5e6]", "[5e2, 5e3]", StringComparison.Ordinal));

        var thrown = Assert.Throws<ImpossiblePlanException>(() => ImagePlanner.Plan(s_article with { Images = 4e5, Law = new OwnVisionLaw(law, 4e5) }));

        Assert.StartsWith("the law goes from 5e+2 to 5e+3 parameters, and the networks that are planned have ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LawOfRowsAlone_IsRefused()
    {
        using var files = new OwnLawFiles();

        var thrown = Assert.Throws<Core.UserInputException>(() => new OwnVisionLaw(files.Law(OwnLawFiles.Curve), 4e5));

        Assert.StartsWith("--law: law.json: goes by rows, which says nothing of a network's parameters;", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_TooFast_NamesTheFastest()
    {
        var thrown = Assert.Throws<ImpossiblePlanException>(() => ImagePlanner.Plan(s_article with { ImagesPerSecond = 1e9 }));

        Assert.Matches(@"^the fastest network \(.+\) answers .+ images a second, .+ times too few; allow fewer --images-per-second or give more --flops-per-second\.$", thrown.Message);
    }

    [Fact]
    public void Plan_NamedDevices_AreTimedLayerByLayer()
    {
        var a100 = HardwareCatalogue.Find("A100-80");
        var question = new ImageQuestion { Images = 1e7, FlopsPerSecond = 8 * 312e12, Hardware = a100, Devices = 8, ImagesPerSecond = 1000 };

        var answer = ImagePlanner.Plan(question);

        var best = answer.Families[0].Best;
        Assert.Equal(8 * VisionInference.Of(best.Shape, a100, NumberFormat.Bf16, 64).ImagesPerSecond.Value, best.ImagesPerSecond.Value, 1e-6 * best.ImagesPerSecond.Value);
        Assert.InRange(best.Seen * best.Shape.TrainingFlops(1) / best.Seconds.Value / (8 * 312e12), 0.05, 0.8);
        Assert.True(best.Seconds.Low < best.Seconds.Value && best.Seconds.Value < best.Seconds.High);
    }

    [Fact]
    public void Plan_ADeviceThatAnswers_IsOneOfItsKind()
    {
        var (a100, t4) = (HardwareCatalogue.Find("A100-80"), HardwareCatalogue.Find("T4"));
        var question = new ImageQuestion { Images = 1e7, FlopsPerSecond = 8 * 312e12, Hardware = a100, Devices = 8, ServingHardware = t4, ImagesPerSecond = 1000 };

        var answer = ImagePlanner.Plan(question);

        var best = answer.Families[0].Best;
        Assert.Equal(VisionInference.Of(best.Shape, t4, NumberFormat.Fp16, 64).ImagesPerSecond.Value, best.ImagesPerSecond.Value, 1e-6 * best.ImagesPerSecond.Value);
        Assert.True(best.Shape.ForwardFlops(1) < ImagePlanner.Plan(question with { ServingHardware = null }).Families[0].Best.Shape.ForwardFlops(1));
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
