namespace Sweetspot.Core;

/// <summary>The scale on which an objective is modelled and improved: smaller is better, 0 the best seen and about 1 the worst.</summary>
/// <remarks>
/// A cost is taken as a logarithm, as in choosing (<see cref="CostScale"/>): half of a small one is as much as half of a large one, however far those that were tried range. So is another
/// quantity that is made smaller and spans a factor of ten. What is worse than the median by more than the best is better than it counts ever less:
/// how bad the bad ones are says little about the good ones, and would be most of the variance.
/// </remarks>
internal sealed class ImprovementScale
{
    private const double LogSpan = 10;
    private const double Largest = 1e150; // differences and their squares stay finite

    private readonly Objective _objective;
    private readonly bool _isLogarithm;
    private readonly double _best;
    private readonly double _median;
    private readonly double _bend;
    private readonly double _width;

    /// <summary>Makes one from values as measured; at least one, finite.</summary>
    /// <param name="objective">What they are of.</param>
    /// <param name="isCost">Whether it is a cost: any objective but the quality, which is the first.</param>
    /// <param name="values">The values.</param>
    public ImprovementScale(Objective objective, bool isCost, IReadOnlyCollection<double> values)
    {
        _objective = objective;
        _isLogarithm = objective.Direction == Direction.Minimize && values.Min() > 0 && (isCost || values.Max() >= LogSpan * values.Min());
        double[] sorted = [.. values.Select(Line).Order()];
        (_best, _median) = (sorted[0], sorted[sorted.Length / 2]);
        _bend = _isLogarithm ? double.PositiveInfinity : _median > _best ? _median - _best : double.PositiveInfinity;
        var worst = Bent(sorted[^1]) - _best;
        _width = worst > 0 ? worst : 1;
    }

    /// <summary>A value's place.</summary>
    public double Of(double value) => (Bent(Line(value)) - _best) / _width;

    private double Bent(double line)
    {
        var beyond = line - _median;
        return beyond <= 0 || double.IsInfinity(_bend) ? line : _median + (_bend * Math.Log(1 + (beyond / _bend)));
    }

    private double Line(double value) => _isLogarithm ? Math.Log(Math.Max(value, 1e-300)) : Math.Clamp(_objective.Minimized(value), -Largest, Largest);
}
