namespace Sweetspot.Core.Tests;

public sealed class ExpectedImprovementTests
{
    [Theory]
    [InlineData(1, 8, 0)]
    [InlineData(2, 8, 0)]
    [InlineData(3, 8, 0)]
    [InlineData(4, 8, 0)]
    [InlineData(2, 60, 6)]
    [InlineData(3, 60, 6)]
    [InlineData(4, 60, 6)]
    [InlineData(3, 200, 0)]
    public void Of_CertainPoint_GainOfHypervolume(int objectives, int points, int levels)
    {
        var random = RandomStream.For(1, objectives, "test");
        double[] Draw() => [.. Enumerable.Range(0, objectives).Select(_ => levels > 0 ? random.Next(levels) / (double)levels : random.NextDouble())];
        double[][] front = [.. Enumerable.Range(0, points).Select(_ => Draw())];
        double[] reference = [.. Enumerable.Repeat(0.9, objectives)];
        var improvement = new ExpectedImprovement(front, reference);
        for (var draw = 0; draw < 50; draw++)
        {
            var point = Draw();
            var gain = Hypervolume.Of([.. front.SelectMany(value => value), .. point], reference) - Hypervolume.Of([.. front.SelectMany(value => value)], reference);

            Assert.Equal(gain, improvement.Of([.. point.Select(Expected.Certain)]), 10);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_UncertainPoint_MeanGainOfDraws(int objectives)
    {
        var random = RandomStream.For(2, objectives, "test");
        double[][] front = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, objectives).Select(_ => random.NextDouble()).ToArray())];
        double[] reference = [.. Enumerable.Repeat(1.0, objectives)];
        Expected[][] point = [.. Enumerable.Range(0, objectives).Select(_ => new[] { new Expected(0.7, 0.4, 0.2), new Expected(0.3, 0.7, 0.1) })];
        double Draw(Expected[] parts) => parts[random.NextDouble() < parts[0].Weight ? 0 : 1] is var part ? part.Mean + (part.Deviation * random.NextGaussian()) : double.NaN;
        var before = Hypervolume.Of([.. front.SelectMany(value => value)], reference);
        double[] gains =
        [
            .. Enumerable.Range(0, 20_000).Select(_ =>
                Hypervolume.Of([.. front.SelectMany(value => value), .. point.Select(Draw)], reference) - before),
        ];
        var error = Math.Sqrt(gains.Average(gain => gain * gain) / gains.Length);

        Assert.InRange(new ExpectedImprovement(front, reference).Of(point), gains.Average() - (5 * error), gains.Average() + (5 * error));
    }

    [Fact]
    public void Below_KnownValues_SevenDigits()
    {
        Assert.Equal(0.5, Normal.Below(0), 6);
        Assert.Equal(0.9750021, Normal.Below(1.96), 6);
        Assert.Equal(0.0013499, Normal.Below(-3), 6);
    }
}
