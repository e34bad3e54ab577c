using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Fits curves of error over size by least squares on ln of the error, with a floor that is never below 0.</summary>
public static class CurveFit
{
    private const double LeastOutlier = 0.1;
    private const double OutlierSpreads = 8;

    /// <summary>The curve of a form through points, in any order.</summary>
    /// <exception cref="UserInputException">There are fewer points than constants, or all have one size.</exception>
    public static LearningCurve Fit(IReadOnlyCollection<SizePoint> points, CurveForm form)
    {
        Require(points, form);
        var problem = new Problem(points, form);
        var nearest = Starts(problem, form).Select(problem.Descend).MinBy(problem.Sum)!; // there is at least one start
        var best = problem.Polish(nearest);
        return problem.CurveOf(best.Point, best.Value);
    }

    /// <summary>The curve of a form through points near a known curve: for resamples.</summary>
    public static LearningCurve Refit(IReadOnlyCollection<SizePoint> points, LearningCurve near)
    {
        var problem = new Problem(points, near.Form);
        var point = problem.Descend(problem.Centre(CurveShapes.Point(near.Form, near.Constants)));
        return problem.CurveOf(point, problem.Sum(point));
    }

    /// <summary>Points that lie so far from a robust curve that they are faults (diverged trainings), not scatter.</summary>
    public static ImmutableArray<SizePoint> Outliers(IReadOnlyCollection<SizePoint> points)
    {
        if (points.Count < 5 || RunChecks.Distinct(points.Select(point => point.Size)) < 4)
        {
            return [];
        }

        var problem = new Problem(points, CurveForm.M2) { IsRobust = true };
        var best = Starts(problem, CurveForm.M2).Select(problem.Polish).MinBy(found => found.Value);
        var curve = problem.CurveOf(best.Point, best.Value);
        var residuals = points.Select(point => (Point: point, Size: Math.Abs(Math.Log(point.Error / curve.At(point.Size))))).ToArray();
        var spread = residuals.Select(pair => pair.Size).Order().ElementAt(residuals.Length / 2) / 0.6745;
        var far = residuals.Where(pair => pair.Size > Math.Max(LeastOutlier, OutlierSpreads * spread)).Select(pair => pair.Point).ToImmutableArray();
        return far.Length <= points.Count / 4 ? far : [];
    }

    private static void Require(IReadOnlyCollection<SizePoint> points, CurveForm form)
    {
        var (least, sizes) = (CurveShapes.Names(form).Length, RunChecks.Distinct(points.Select(point => point.Size)));
        if (points.Count < least || sizes < least)
        {
            throw new UserInputException(sizes == 1 && points.Count > 1
                ? FormattableString.Invariant($"all {points.Count} points have the same size ({points.First().Size:0.####e+0}); a curve needs at least {least} different sizes.")
                : $"{Counted.Of(points.Count, "point")} of {Counted.Of(sizes, "different size")}: {form} has {least} constants and needs at least as many sizes; measure more.");
        }
    }

    private static IEnumerable<double[]> Starts(Problem problem, CurveForm form)
    {
        double[] floors = form == CurveForm.M1 ? [0] : [1e-3, 0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.97, 0.99];
        foreach (var floor in floors)
        {
            var e = floor * problem.LeastError;
            var (a, c) = problem.Line(e);
            double[] start = [a, c, Math.Log(Math.Max(e, 1e-300))];
            switch (form)
            {
                case CurveForm.M1:
                    yield return start[..2];
                    break;
                case CurveForm.M2:
                    yield return start;
                    break;
                case CurveForm.M3:
                    yield return [.. start, Math.Log(1e-4 / problem.LargestSize)];
                    yield return [.. start, Math.Log(0.1 / problem.LargestSize)];
                    break;
                default:
                    yield return [.. start, Math.Log((problem.LargestError * 1.5) - e), Math.Log(0.3)];
                    yield return [.. start, Math.Log((problem.LargestError * 3) - e), Math.Log(1)];
                    break;
            }
        }
    }

    /// <summary>Points with sizes over their geometric mean, in a fixed order.</summary>
    private sealed class Problem
    {
        private readonly CurveForm _form;
        private readonly SizePoint[] _points;
        private readonly double _centre;

        public Problem(IReadOnlyCollection<SizePoint> points, CurveForm form)
        {
            _form = form;
            var sorted = points.OrderBy(point => point.Size).ThenBy(point => point.Error).ToArray();
            _centre = Math.Exp(sorted.Average(point => Math.Log(point.Size)));
            _points = [.. sorted.Select(point => point with { Size = point.Size / _centre })];
        }

        public bool IsRobust { get; init; }

        public double LeastError => _points.Min(point => point.Error);

        public double LargestError => _points.Max(point => point.Error);

        public double LargestSize => _points[^1].Size;

        /// <summary>ln a and c of the straight line through ln(y - e), by median slopes where points may be faults.</summary>
        public (double A, double C) Line(double floor)
        {
            var x = _points.Select(point => Math.Log(point.Size)).ToArray();
            var y = _points.Select(point => Math.Log(Math.Max(point.Error - floor, 1e-3 * point.Error))).ToArray();
            if (IsRobust)
            {
                var slopes = (from i in Enumerable.Range(0, x.Length) from j in Enumerable.Range(i + 1, x.Length - i - 1) where x[j] > x[i] select (y[j] - y[i]) / (x[j] - x[i])).Order().ToArray();
                var slope = slopes[slopes.Length / 2];
                var offsets = x.Zip(y, (a, b) => b - (slope * a)).Order().ToArray();
                return (offsets[offsets.Length / 2], Math.Max(-slope, 0.01));
            }

            var (meanX, meanY) = (x.Average(), y.Average());
            var fall = -x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
            return (meanY + (fall * meanX), Math.Max(fall, 0.01));
        }

        /// <summary>Least squares from a start; the start itself where that leads nowhere allowed.</summary>
        public double[] Descend(double[] start)
        {
            var found = LevenbergMarquardt.Minimize(Residual, _points.Length, start);
            return IsAllowed(found) ? found : start;
        }

        public (double[] Point, double Value) Polish(double[] start)
        {
            var found = NelderMead.Minimize(Sum, start, 0.1);
            return (found, Sum(found));
        }

        /// <summary>A point for true sizes as one for centred sizes.</summary>
        public double[] Centre(double[] point) => Shift(point, -1);

        public LearningCurve CurveOf(double[] point, double value)
        {
            var constants = CurveShapes.Constants(_form, Shift(point, 1));
            return new LearningCurve(_form, constants, Math.Sqrt(value / _points.Length));
        }

        /// <summary>Sum of squares (of sizes where robust) of the residuals.</summary>
        public double Sum(double[] point)
        {
            if (!IsAllowed(point))
            {
                return double.MaxValue;
            }

            double sum = 0;
            for (var index = 0; index < _points.Length; index++)
            {
                var residual = Residual(point, index);
                sum += IsRobust ? Math.Abs(residual) : residual * residual;
            }

            return double.IsFinite(sum) ? sum : double.MaxValue;
        }

        private double[] Shift(double[] point, int direction)
        {
            var shifted = (double[])point.Clone();
            shifted[0] += direction * point[1] * Math.Log(_centre);
            if (_form == CurveForm.M3)
            {
                shifted[3] -= direction * Math.Log(_centre);
            }

            return shifted;
        }

        private double Residual(ReadOnlySpan<double> point, int index) =>
            Math.Log(CurveShapes.Value(_form, point, _points[index].Size) / _points[index].Error);

        /// <summary>Keeps the search where the forms mean something: no rising curve, no plateau beyond reason.</summary>
        private bool IsAllowed(double[] point) => point[1] is > 0 and < 20 && (_form != CurveForm.M4 || point[4] is > -7 and < 4);
    }
}
