using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Cost as the mean over the cost metrics of ln(cost / cheapest): no unit, doubling any one of m costs adds ln 2 / m.</summary>
internal sealed class CostScale
{
    private readonly ImmutableArray<string> _metrics;
    private readonly double[] _cheapest;
    private readonly double[] _dearest;

    /// <summary>Sets the scale by all that is compared. Zero costs count as the smallest positive one.</summary>
    public CostScale(ImmutableArray<string> metrics, IReadOnlyCollection<Func<string, double?>> compared)
    {
        _metrics = metrics;
        _cheapest = [.. metrics.Select(metric => Positive(metric, compared).DefaultIfEmpty(1).Min())];
        _dearest = [.. metrics.Select(metric => Positive(metric, compared).DefaultIfEmpty(1).Max())];
    }

    /// <summary>Names of the costs.</summary>
    public ImmutableArray<string> Metrics => _metrics;

    /// <summary>The cost; an unknown one counts as the dearest seen.</summary>
    public double Of(Func<string, double?> value)
    {
        var sum = 0.0;
        for (var i = 0; i < _metrics.Length; i++)
        {
            sum += Math.Log(Math.Max(value(_metrics[i]) ?? _dearest[i], _cheapest[i]) / _cheapest[i]);
        }

        return sum / _metrics.Length;
    }

    /// <summary>How much dearer one is than another, as <see cref="Of"/> counts it; negative where it is cheaper, null where no cost of both is known.</summary>
    public double? Step(Func<string, double?> from, Func<string, double?> to)
    {
        var steps = _metrics.Where(metric => from(metric) is > 0 && to(metric) is > 0).Select(metric => Math.Log(to(metric)!.Value / from(metric)!.Value)).ToList();
        return steps.Count == 0 ? null : steps.Average();
    }

    private static IEnumerable<double> Positive(string metric, IEnumerable<Func<string, double?>> compared) =>
        compared.Select(value => value(metric)).OfType<double>().Where(value => value > 0 && double.IsFinite(value));
}
