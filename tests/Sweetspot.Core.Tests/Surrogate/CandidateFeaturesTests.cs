namespace Sweetspot.Core.Tests;

public sealed class CandidateFeaturesTests
{
    private static readonly SearchSpace Space = new([.. Enumerable.Range(0, 4).Select(index => new OrderedGene($"part{index}", Enumerable.Range(0, 5).Select(kind => GeneValue.Of(kind))))]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forms_ShortListsOfNumbers_TheDataSayWhetherTheirOrderCounts(bool orderCounts)
    {
        var features = new CandidateFeatures(Space, null, []);
        var random = RandomStream.For(1, 0, "test");
        double[] worth = orderCounts ? [0, 0.1, 0.2, 0.3, 0.4] : [0.1, 0.4, 0, 0.3, 0.05];
        var candidates = Enumerable.Range(0, 60).Select(_ => Space.Sample(random)).ToList();
        double[] values = [.. candidates.Select(candidate => Enumerable.Range(0, 4).Sum(index => (index + 1) * worth[(int)candidate.Number($"part{index}")]))];

        var evidence = features.Forms.Where(form => form.Levels == FitLevels.SearchWhole)
            .Select(form => GaussianProcess.Fit([.. candidates.Select(features.Of)], values, [.. values.Select(_ => 1.0)], form.Groups).Evidence).ToList();

        Assert.Equal(2, evidence.Count);
        Assert.Equal(orderCounts, evidence[0] > evidence[1]);
    }

    [Theory]
    [InlineData(new double[] { 0, 4, 8, 16, 32, 64, 128, 256 }, true)]
    [InlineData(new double[] { 0, 1, 2, 3, 4 }, false)]
    [InlineData(new double[] { 4, 8, 16, 32, 64, 128, 256, 512 }, false)]
    public void Of_ZeroBeforeNumbersThatSpanAFactorOfTen_AbsentIsTold(double[] widths, bool isTold)
    {
        var space = new SearchSpace([new OrderedGene("first", [GeneValue.Of(1), GeneValue.Of(2)]), new OrderedGene("second", widths.Select(GeneValue.Of))]);
        var features = new CandidateFeatures(space, null, []);
        double[] At(long level) => features.Of(space.Decode([GeneValue.Of(1), space.Genes[1].Level(level)]));

        Assert.Equal(isTold ? 4 : 3, features.Forms[0].Groups.Count);
        Assert.All(features.Forms, form => Assert.Equal(features.Forms[0].Groups.Count, form.Groups.Count));
        Assert.Equal((0.0, 1.0, isTold ? 1.0 : widths.Length - 1), (At(0)[^1], At(1)[^1], At(widths.Length - 1)[^1]));
    }

    [Fact]
    public void Of_OnlyWithAPartTried_LessSureWithoutItThanWithALittle()
    {
        double Deviation(double least)
        {
            GeneValue[] widths = [.. new[] { least, 4, 8, 16, 32, 64, 128, 256 }.Select(GeneValue.Of)];
            var space = new SearchSpace([new OrderedGene("first", widths[1..]), new OrderedGene("second", widths)]);
            var features = new CandidateFeatures(space, null, []);
            double[] Point(int first, int second) => features.Of(space.Decode([space.Genes[0].Level(first), space.Genes[1].Level(second)]));
            var tried = new[] { 0, 2, 4, 6 }.SelectMany(first => new[] { 1, 3, 5, 7 }.Select(second => (first, second))).ToList();
            double[][] points = [.. tried.Select(net => Point(net.first, net.second))];
            double[] values = [.. tried.Select(net => Math.Exp(-net.first / 3.0) + Math.Exp(-net.second / 3.0))];
            var fits = features.Forms.Select(form => GaussianProcess.Fit(points, values, [.. values.Select(_ => 1.0)], form.Groups, form.Levels));
            return fits.MaxBy(fit => fit.Evidence)!.Predict(Point(3, 0)).Deviation;
        }

        var (without, little) = (Deviation(0), Deviation(2));

        Assert.True(without > 1.1 * little, $"{without} against {little}");
    }
}
