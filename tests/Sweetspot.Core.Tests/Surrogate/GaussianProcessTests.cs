namespace Sweetspot.Core.Tests;

public sealed class GaussianProcessTests
{
    [Fact]
    public void Predict_SmoothFunctionWithNoise_IsNearerToItThanTheValuesAre()
    {
        var random = RandomStream.For(1, 0, "test");
        double[][] points = [.. Enumerable.Range(0, 60).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        double True(double[] point) => Math.Sin(3 * point[0]) + (0.5 * point[1]);
        double[] values = [.. points.Select(point => True(point) + (0.2 * random.NextGaussian()))];

        var process = GaussianProcess.Fit(points, values, [.. points.Select(_ => 1.0)]);

        var fitted = points.Average(point => Math.Pow(process.Predict(point).Mean - True(point), 2));
        var seen = points.Zip(values, (point, value) => Math.Pow(value - True(point), 2)).Average();
        Assert.True(fitted < seen / 3, $"{fitted} against {seen}");
        Assert.True(points.Average(point => Math.Abs(process.Predict(point).Mean - True(point)) / process.Predict(point).Deviation) is > 0.2 and < 2);
    }

    [Fact]
    public void Predict_NoNoise_ReturnsTheValues()
    {
        double[][] points = [.. Enumerable.Range(0, 12).Select(i => new[] { i / 11.0 })];

        var process = GaussianProcess.Fit(points, [.. points.Select(point => point[0] * point[0])], [.. points.Select(_ => 1.0)]);

        Assert.All(points, point => Assert.Equal(point[0] * point[0], process.Predict(point).Mean, 0.03));
    }

    [Fact]
    public void Predict_FarFromEverything_IsUnsure()
    {
        double[][] points = [.. Enumerable.Range(0, 20).Select(i => new[] { i / 40.0, double.NaN })];
        var process = GaussianProcess.Fit(points, [.. points.Select(point => Math.Sin(6 * point[0]))], [.. points.Select(_ => 1.0)]);

        Assert.True(process.Predict([1, 0.5]).Deviation > 5 * process.Predict([0.25, double.NaN]).Deviation);
    }

    [Fact]
    public void Fit_OnePointOrEqualValues_StaysFinite()
    {
        foreach (var count in (int[])[1, 2, 9])
        {
            var process = GaussianProcess.Fit([.. Enumerable.Range(0, count).Select(i => new[] { i / 8.0 })], [.. Enumerable.Repeat(3.0, count)], [.. Enumerable.Repeat(1.0, count)]);
            var (mean, deviation) = process.Predict([0.3]);

            Assert.Equal(3, mean, 6);
            Assert.True(double.IsFinite(deviation));
        }
    }
}
