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

    [Fact]
    public void LeftOut_EachValue_AsItsDistributionGivenAllOthers()
    {
        double[] points = [0, 0.2, 0.5, 0.6, 1];
        double[] values = [1, -0.5, 0, 0.2, -0.7]; // of mean 0
        double Covariance(int one, int other) => Math.Pow(points[one] - points[other], 2) is var apart
            ? (0.7 * Math.Exp(-3 * apart)) + (0.3 / (1 + (9 * apart))) + (one == other ? 0.1 + 1e-9 : 0) : 0;
        (double[] Factor, int[] Used) Without(int left)
        {
            int[] used = [.. Enumerable.Range(0, points.Length).Where(index => index != left)];
            double[] factor = [.. used.SelectMany(one => used.Select(other => Covariance(one, other)))];
            Cholesky.Factorize(factor, used.Length);
            return (factor, used);
        }

        var (all, _) = Without(-1);
        double[] half = [.. values];
        Cholesky.SolveLower(all, values.Length, half);
        var signal = half.Sum(value => value * value) / values.Length;

        var leftOut = GaussianProcess.Given([3, 0.3, 0.1], [0], [.. points.Select(point => new[] { point })], values, [1, 1, 1, 1, 1], []).LeftOut();

        for (var left = 0; left < values.Length; left++)
        {
            var (factor, used) = Without(left);
            double[] towards = [.. used.Select(index => Covariance(index, left))];
            double[] known = [.. used.Select(index => values[index])];
            Cholesky.SolveLower(factor, used.Length, towards);
            Cholesky.SolveLower(factor, used.Length, known);
            var mean = Cholesky.Dot(towards, known);
            var variance = signal * (Covariance(left, left) - Cholesky.Dot(towards, towards));
            Assert.Equal((-0.5 * Math.Log(variance)) - (0.5 * Math.Pow(values[left] - mean, 2) / variance), leftOut[left], 8);
        }
    }

    [Fact]
    public void Fit_ACoordinateNotSeen_AsIfItWereNotThere()
    {
        var random = RandomStream.For(2, 0, "test");
        double[][] points = [.. Enumerable.Range(0, 30).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() })];
        double[] values = [.. points.Select(point => point[0] + (point[1] * point[2]))];
        double[] noise = [.. points.Select(_ => 1.0)];

        var blind = GaussianProcess.Fit(points, values, noise, [0, -1, 1], FitLevels.Search);
        var less = GaussianProcess.Fit([.. points.Select(point => new[] { point[0], point[2] })], values, noise, [0, 1], FitLevels.Search);

        Assert.Equal(less.Settings, blind.Settings);
        Assert.Equal(less.Predict([0.3, 0.9]).Mean, blind.Predict([0.3, 0.1, 0.9]).Mean, 10);
        Assert.Equal(less.Predict([0.3, 0.9]).Deviation, blind.Predict([0.3, 0.1, 0.9]).Deviation, 10);
    }

    [Fact]
    public void Predict_PointsBeside_AsIfAllWereItsOwn()
    {
        var random = RandomStream.For(3, 0, "test");
        double[][] points = [.. Enumerable.Range(0, 24).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        double[] values = [.. points.Select(point => Math.Sin(6 * point[0]) + point[1])];
        double[] noise = [.. points.Select((_, index) => 1.0 + (index % 3))];
        double[] settings = [10, 3, 0.3, 0.01];
        values[9] += (values[10..].Average() - values[..10].Average()) * 10; // so that both have the same mean
        var whole = GaussianProcess.Given(settings, [0, 1], points, values, noise, []);
        var parted = GaussianProcess.Given(
            settings, [0, 1], points[..10], values[..10], noise[..10], [], beside: [.. Enumerable.Range(10, 14).Select(index => (points[index], values[index], noise[index]))]);

        foreach (var place in points.Append([0.5, 0.5]).Append([2, double.NaN]))
        {
            var (one, other) = (whole.Predict(place), parted.Predict(place));

            Assert.Equal(one.Mean, other.Mean, 6);
            Assert.Equal(one.Deviation / whole.NoiseDeviation, other.Deviation / parted.NoiseDeviation, 6);
        }
    }

    [Fact]
    public void Predict_ManyPointsBeside_KnowsWhatIsNear()
    {
        double[][] points = [.. Enumerable.Range(0, 10).Select(index => new[] { index / 9.0 })];
        double Value(double[] point) => Math.Sin(40 * point[0]);
        List<(double[], double, double)> beside = [.. Enumerable.Range(0, 400).Select(index => new[] { index / 399.0 }).Select(point => (point, Value(point), 1.0))];
        double[] values = [.. points.Select(Value)];
        double[] noise = [.. points.Select(_ => 1.0)];
        double[] place = [0.4321];

        var without = GaussianProcess.Given([300, 0, 1e-5], [0], points, values, noise, []).Predict(place);
        var process = GaussianProcess.Given([300, 0, 1e-5], [0], points, values, noise, [], beside: beside);
        var with = process.Predict(place);

        Assert.InRange(with.Mean, Value(place) - 0.01, Value(place) + 0.01);
        Assert.True(with.Deviation < without.Deviation / 20);
        Assert.Equal(without, process.PredictRoughly(place));
    }
}
