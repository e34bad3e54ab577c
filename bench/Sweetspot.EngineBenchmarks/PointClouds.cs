using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Points to sort and measure.</summary>
internal static class PointClouds
{
    /// <summary>Uniform in the unit box.</summary>
    public static double[] Uniform(int count, int objectives, ulong seed)
    {
        var random = RandomStream.For(seed, count, "cloud");
        return [.. Enumerable.Range(0, count * objectives).Select(_ => random.NextDouble())];
    }

    /// <summary>Uniform on the positive part of the unit sphere: none dominates another.</summary>
    public static double[] Sphere(int count, int objectives, ulong seed)
    {
        var random = RandomStream.For(seed, count, "sphere");
        return [.. Enumerable.Range(0, count).SelectMany(_ =>
        {
            var point = Enumerable.Range(0, objectives).Select(_ => Math.Abs(random.NextGaussian())).ToArray();
            var length = Math.Sqrt(point.Sum(value => value * value));
            return point.Select(value => value / length);
        })];
    }
}
