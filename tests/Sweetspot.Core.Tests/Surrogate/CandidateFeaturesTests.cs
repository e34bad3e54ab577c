namespace Sweetspot.Core.Tests;

public sealed class CandidateFeaturesTests
{
    private static readonly SearchSpace Space = new([.. Enumerable.Range(0, 4).Select(index => new OrderedGene($"part{index}", Enumerable.Range(0, 5).Select(kind => GeneValue.Of(kind))))]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Groupings_ShortListsOfNumbers_TheDataSayWhetherTheirOrderCounts(bool orderCounts)
    {
        var features = new CandidateFeatures(Space, null, []);
        var random = RandomStream.For(1, 0, "test");
        double[] worth = orderCounts ? [0, 0.1, 0.2, 0.3, 0.4] : [0.1, 0.4, 0, 0.3, 0.05];
        var candidates = Enumerable.Range(0, 60).Select(_ => Space.Sample(random)).ToList();
        double[] values = [.. candidates.Select(candidate => Enumerable.Range(0, 4).Sum(index => (index + 1) * worth[(int)candidate.Number($"part{index}")]))];

        var evidence = features.Groupings.Select(groups => GaussianProcess.Fit([.. candidates.Select(features.Of)], values, [.. values.Select(_ => 1.0)], groups).Evidence).ToList();

        Assert.Equal(orderCounts, evidence[0] > evidence[1]);
    }
}
