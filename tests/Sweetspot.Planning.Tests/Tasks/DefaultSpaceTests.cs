namespace Sweetspot.Planning.Tests;

public class DefaultSpaceTests
{
    [Theory]
    [InlineData("letter", 16_000, 16, 26, 512)]
    [InlineData("satellite", 4_435, 36, 6, 256)]
    [InlineData("spambase", 3_681, 57, 2, 256)]
    [InlineData("diamonds", 43_152, 26, 1, 256)]
    [InlineData("ames-housing", 2_344, 270, 1, 256)]
    [InlineData("twenty rows", 20, 4, 3, 32)]
    [InlineData("one row of very many numbers", 1, 100_000, 2, 32)]
    public void Width_OfTable_FollowsRowsAndTime(string name, int rows, int inputs, int classes, int widest)
    {
        var space = DefaultSpace.For(Profiles.Table(rows, inputs, classes), Epochs(rows, 20));

        Assert.True(widest == space.Genes.Single(gene => gene.Name == "width").High, $"{name}: {space.Explanation[1]}");
        Assert.Equal(["depth", "width"], space.Genes.Select(gene => gene.Name));
        Assert.Empty(space.Constraints);
    }

    [Fact]
    public void Explanation_OfLetter_SaysWhatFollowsFromWhat() => Assert.Equal(
        [
            "space from 16,000 rows of 16 numbers, 26 classes: mlp",
            "width 8…512, depth 1…3: the largest, mlp 16-512-512-512-26, has 547.4k parameters, about 34 per training row",
            "first population: 9 sizes from mlp 16-8-26 to mlp 16-512-512-512-26",
        ],
        DefaultSpace.For(Profiles.Letter, 32).Explanation);

    [Fact]
    public void Explanation_OfDigits_NamesFamiliesAndLimit() => Assert.Equal(
        [
            "space from 1,437 images of 8×8, 10 classes: mlp and cnn",
            "width 8…256, depth 1…2: the largest, mlp 64-256-256-10, has 85k parameters, about 59 per training row",
            "stages 1…2, channels 4…32 (doubled each stage): the largest to begin with, cnn 32-64 k3, has 21.5k parameters, about 15 per training row",
            "limit flops <= 1.1M: one training then takes about 1 CPU s at most, by a rough estimate",
            "first population: 10 sizes from mlp 64-8-10 to mlp 64-256-256-10",
        ],
        DefaultSpace.For(Profiles.Digits, 60).Explanation);

    [Theory]
    [InlineData(1_437, 8, 1, 10)]
    [InlineData(20_000, 28, 1, 10)]
    [InlineData(4_560, 32, 3, 43)]
    [InlineData(60_000, 28, 1, 10)]
    [InlineData(500, 224, 3, 5)]
    [InlineData(100, 4, 1, 2)]
    [InlineData(100, 3, 1, 2)]
    [InlineData(2_000_000, 64, 3, 1_000)]
    public void InitialPopulation_OfImages_LadderOfFeasiblePointsWithinTheLimit(int rows, int side, int channels, int classes)
    {
        var profile = Profiles.Images(rows, side, channels, classes);
        var spec = new StudySpec { Task = new TaskSpec { Data = "x" } };

        var study = StudyDefinition.Resolve(spec, profile, "1", Epochs(rows, 12));

        Assert.InRange(study.InitialPopulation.Length, 5, 10);
        Assert.All(study.InitialPopulation, candidate => Assert.True(study.Space.Contains(candidate) && study.Feasible.IsFeasible(candidate), candidate.Key));
        Assert.Equal(study.InitialPopulation.Length, study.InitialPopulation.Distinct().Count());
    }

    [Fact]
    public void Space_OfFashion_HoldsTheNetworkThatIsEnoughAndNoTrainingOfMinutes()
    {
        var space = DefaultSpace.For(Profiles.Fashion, 5);
        var enough = new CnnShape { Input = Profiles.Fashion.Input, Stages = [16, 32], Convolutions = 2, Kernel = 3, Dense = 0, Outputs = 10 };

        Assert.Equal(["flops <= 11M"], space.Constraints);
        Assert.True(ModelCost.Of(enough, 128).Flops <= 11e6);
        Assert.Equal(
            ["family", "depth", "width", "stages", "channels", "convolutions", "block", "resolution", "augment"], space.Genes.Select(gene => gene.Name));
        Assert.All(
            space.InitialPopulation,
            candidate => Assert.True(TrainingTimeEstimate.Of(ModelShape.Decode(candidate, Profiles.Fashion.Input, 10), 16_000, 5, 128).Value < 30));
    }

    [Fact]
    public void Explanation_OfFashion_SaysWhatIsSearchedOfPictures() => Assert.Equal(
        [
            "space from 20,000 images of 28×28, 10 classes: mlp and cnn",
            "width 8…512, depth 1…2: the largest, mlp 784-512-512-10, has 669.7k parameters, about 33 per training row",
            "stages 2…3, channels 8…36 (doubled each stage): the largest to begin with, cnn 24-48-96 k3, has 61k parameters, about 3 per training row",
            "blocks plain, residual and separable; resolution 14 or 28; changes of images in training: none and shift",
            "limit flops <= 11M: one training then takes about 12 CPU s at most, by a rough estimate",
            "first population: 10 sizes from cnn 8-16 k3 to mlp 784-512-512-10",
        ],
        DefaultSpace.For(Profiles.Fashion, 5).Explanation);

    [Theory]
    [InlineData(20_000, 28)]
    [InlineData(60_000, 28)]
    [InlineData(4_560, 32)]
    [InlineData(60_000, 96)]
    [InlineData(1_000, 17)]
    [InlineData(100_000, 225)]
    public void Space_OfPictures_EveryPointMakesAModel(int rows, int side)
    {
        var profile = Profiles.Images(rows, side, 3, 10);

        var shapes = DefaultSpace.For(profile, 8).Space.EnumerateGrid(3).Select(candidate => ModelShape.Decode(candidate, profile.Input, 10)).ToList();

        Assert.Equal(rows >= 50_000, shapes.OfType<VitShape>().Any());
        Assert.Equal(3, shapes.OfType<CnnShape>().Select(shape => shape.Block).Distinct().Count());
        Assert.Equal(side >= 24 ? 2 : 1, shapes.Select(shape => shape.Input.Width).Distinct().Count());
    }

    [Fact]
    public void InitialPopulation_OfFashion_EveryWordAndResolutionOnceAtLeast()
    {
        var population = DefaultSpace.For(Profiles.Fashion, 5).InitialPopulation;

        Assert.All(
            [("family", "mlp"), ("family", "cnn"), ("block", "plain"), ("block", "residual"), ("block", "separable"), ("augment", "none"), ("augment", "shift"),
             ("resolution", "14"), ("resolution", "28"), ("convolutions", "2"), ("stages", "2")],
            gene => Assert.Contains(population, candidate => candidate.Find(gene.Item1)?.ToString() == gene.Item2));
    }

    /// <summary>Epochs as the trainer takes them: 4,000 steps, between a least number and 60.</summary>
    private static int Epochs(int rows, int least) => Math.Clamp(4_000 / Math.Max(1, rows / (1 << (int)Math.Round(Math.Log2(Math.Clamp(rows / 64.0, 32, 128))))), least, 60);
}
