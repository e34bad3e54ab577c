using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class SingleRunNoiseTests
{
    private const double Deviation = 0.01;

    [Fact]
    public void Of_OnePointThatStandsTwice_IsStillThatOfTheOthers()
    {
        var trials = Scattered();
        trials[3] = Repeated(trials[3], count: 2, error: 0);

        Assert.InRange(SingleRunNoise.Of(trials, Accuracy).Deviation, Deviation / 3, Deviation * 3);
    }

    [Fact]
    public void Of_EveryPointStandsTwice_IsNotZero()
    {
        var trials = Scattered().ConvertAll(trial => Repeated(trial, count: 2, error: 0));

        Assert.InRange(SingleRunNoise.Of(trials, Accuracy).Deviation, Deviation / 3, Deviation * 3);
    }

    [Fact]
    public void Of_OnePairThatHappensToAgree_IsNotThatPair()
    {
        var trials = Scattered();
        trials[3] = Repeated(trials[3], count: 2, error: 1e-6);

        Assert.InRange(SingleRunNoise.Of(trials, Accuracy).Deviation, Deviation / 3, Deviation * 3);
    }

    [Fact]
    public void Of_MeansOfSeveralRows_IsThatOfOneRow()
    {
        var trials = Scattered().ConvertAll(trial => Repeated(trial, count: 4, error: 0.02 / 2));

        var noise = SingleRunNoise.Of(trials, Accuracy);

        Assert.Equal(0.02, noise.Deviation, 1e-9);
        Assert.Contains("80 points", noise.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PointsOfDifferentNumbersOfRows_IsPooledByDegreesOfFreedom()
    {
        var trials = Scattered();
        trials[0] = Repeated(trials[0], count: 10, error: 0.01 / Math.Sqrt(10)); // 9 degrees of freedom
        trials[1] = Repeated(trials[1], count: 2, error: 0.03 / Math.Sqrt(2)); // 1

        Assert.Equal(Math.Sqrt(((9 * 0.01 * 0.01) + (0.03 * 0.03)) / 10), SingleRunNoise.Of(trials, Accuracy).Deviation, 1e-9);
    }

    [Fact]
    public void Of_FewTrialsAndOnePair_IsThatPairAndSaysSo()
    {
        var trials = Scattered()[..6];
        trials[3] = Repeated(trials[3], count: 2, error: 0.01);

        var noise = SingleRunNoise.Of(trials, Accuracy);

        Assert.Equal(0.01 * Math.Sqrt(2), noise.Deviation, 1e-9);
        Assert.Contains("only 1 degree of freedom", noise.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void QualityError_MeanOfFourRows_IsHalfOfOneRow()
    {
        Trial[] trials = [Searched(1, 1_000, 0.9), Repeated(Searched(2, 10_000, 0.95), count: 4, error: 0.005)];
        var input = Input([.. trials.Select(trial => new FinalistEvidence(trial, [], []))]) with { SingleRunNoise = new SingleRunNoise(0.01, "given") };

        var finalists = Recommend(input).Finalists.ToDictionary(finalist => finalist.Trial.Number);

        Assert.Equal(0.01, finalists[1].Quality.StandardError!.Value, 1e-9);
        Assert.Equal(0.005, finalists[2].Quality.StandardError!.Value, 1e-9);
        Assert.Equal(Math.Sqrt(1.25) * 0.01, finalists[1].DifferenceStandardError, 1e-9);
    }

    /// <summary>A smooth rise with noise of <see cref="Deviation"/>.</summary>
    private static List<Trial> Scattered()
    {
        var random = RandomStream.For(7, 0, "noise of a table");
        return [.. Enumerable.Range(0, 80).Select(i => Searched(i, 1000 * (i + 1), 0.8 + (0.002 * i) + (Deviation * random.NextGaussian())))];
    }

    private static Trial Repeated(Trial trial, int count, double error) =>
        trial with { Metrics = trial.Metrics.SetItem("accuracy", trial.Metrics["accuracy"] with { StandardError = error, Count = count }) };
}
