namespace Sweetspot.Planning;

/// <summary>Minimises a <see cref="HuberObjective"/>: L-BFGS to the valley (Nocedal and Wright 2006, alg. 7.4), damped Newton steps to its floor.</summary>
/// <remarks>Works in buffers of its own, so one instance a thread.</remarks>
internal sealed class HuberMinimizer(HuberObjective objective)
{
    private const int Size = HuberObjective.Dimension;
    private const int Memory = 8;
    private const int MostLineSteps = 30;

    private readonly double[] _gradient = new double[Size];
    private readonly double[] _trial = new double[Size];
    private readonly double[] _trialGradient = new double[Size];
    private readonly double[] _direction = new double[Size];
    private readonly double[] _steps = new double[Memory * Size];
    private readonly double[] _changes = new double[Memory * Size];
    private readonly double[] _inverses = new double[Memory];
    private readonly double[] _weights = new double[Memory];
    private readonly double[] _hessian = new double[Size * Size];
    private readonly double[] _damped = new double[Size * Size];

    /// <summary>Moves <paramref name="point"/> to a local minimum and returns the value there.</summary>
    public double Minimize(Span<double> point)
    {
        Descend(point, 200);
        return Polish(point, 200, out _);
    }

    /// <summary>The same from a point near the minimum.</summary>
    public double MinimizeFromNear(Span<double> point)
    {
        var value = Polish(point, 40, out var isDone);
        if (!isDone)
        {
            Descend(point, 200);
            value = Polish(point, 60, out _);
        }

        return value;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (var i = 0; i < Size; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private void Descend(Span<double> point, int most)
    {
        var value = objective.Evaluate(point, _gradient);
        var (kept, next) = (0, 0);
        for (var iteration = 0; iteration < most; iteration++)
        {
            SetDirection(kept, next);
            var slope = Dot(_direction, _gradient);
            if (!(slope < 0))
            {
                if (kept == 0)
                {
                    return;
                }

                (kept, next) = (0, 0);
                continue;
            }

            var first = kept == 0 ? Math.Min(1, 0.1 / Math.Sqrt(Dot(_gradient, _gradient))) : 1;
            if (!TrySearch(point, value, slope, first, out var reached))
            {
                return;
            }

            var row = _steps.AsSpan(next * Size, Size);
            var change = _changes.AsSpan(next * Size, Size);
            for (var i = 0; i < Size; i++)
            {
                row[i] = _trial[i] - point[i];
                change[i] = _trialGradient[i] - _gradient[i];
            }

            var curvature = Dot(row, change);
            if (curvature > 1e-300)
            {
                _inverses[next] = 1 / curvature;
                next = (next + 1) % Memory;
                kept = Math.Min(kept + 1, Memory);
            }

            var gain = value - reached;
            value = reached;
            _trial.CopyTo(point);
            _trialGradient.CopyTo(_gradient.AsSpan());
            if (gain <= 1e-9 * value)
            {
                return;
            }
        }
    }

    /// <summary>The two-loop recursion.</summary>
    private void SetDirection(int kept, int next)
    {
        for (var i = 0; i < Size; i++)
        {
            _direction[i] = -_gradient[i];
        }

        for (var back = 1; back <= kept; back++)
        {
            var slot = (next - back + Memory) % Memory;
            _weights[slot] = _inverses[slot] * Dot(_steps.AsSpan(slot * Size, Size), _direction);
            Add(_direction, -_weights[slot], _changes.AsSpan(slot * Size, Size));
        }

        if (kept > 0)
        {
            var newest = (next - 1 + Memory) % Memory;
            var change = _changes.AsSpan(newest * Size, Size);
            var scale = 1 / (_inverses[newest] * Dot(change, change));
            for (var i = 0; i < Size; i++)
            {
                _direction[i] *= scale;
            }
        }

        for (var back = kept; back >= 1; back--)
        {
            var slot = (next - back + Memory) % Memory;
            var weight = _inverses[slot] * Dot(_changes.AsSpan(slot * Size, Size), _direction);
            Add(_direction, _weights[slot] - weight, _steps.AsSpan(slot * Size, Size));
        }
    }

    private static void Add(Span<double> to, double factor, ReadOnlySpan<double> what)
    {
        for (var i = 0; i < Size; i++)
        {
            to[i] += factor * what[i];
        }
    }

    /// <summary>A step that falls enough and flattens enough (weak Wolfe conditions by bisection, Lewis and Overton 2013, alg. 2.6).</summary>
    private bool TrySearch(ReadOnlySpan<double> point, double value, double slope, double step, out double reached)
    {
        double low = 0;
        var high = double.PositiveInfinity;
        reached = value;
        for (var attempt = 0; attempt < MostLineSteps; attempt++)
        {
            reached = Try(point, step);
            if (!(reached <= value + (1e-4 * step * slope)))
            {
                high = step;
            }
            else if (Dot(_trialGradient, _direction) < 0.9 * slope)
            {
                low = step;
            }
            else
            {
                return true;
            }

            step = double.IsInfinity(high) ? 2 * low : (low + high) / 2;
        }

        return reached < value;
    }

    private double Try(ReadOnlySpan<double> point, double step)
    {
        for (var i = 0; i < Size; i++)
        {
            _trial[i] = point[i] + (step * _direction[i]);
        }

        return objective.Evaluate(_trial, _trialGradient);
    }

    /// <summary>Newton's steps with Levenberg's damping.</summary>
    private double Polish(Span<double> point, int most, out bool isDone)
    {
        var value = objective.Evaluate(point, _gradient);
        var damping = 1e-4;
        isDone = false;
        for (var iteration = 0; iteration < most && !isDone; iteration++)
        {
            objective.Hessian(point, _hessian);
            var gain = double.NaN;
            while (double.IsNaN(gain) && damping < 1e12)
            {
                gain = TryNewton(point, value, damping);
                damping = double.IsNaN(gain) ? damping * 10 : Math.Max(damping / 10, 1e-12);
            }

            // No step falls any further: this is the floor, as far as numbers reach.
            isDone = double.IsNaN(gain) || (gain <= 1e-13 * value && damping <= 1e-3);
            value -= double.IsNaN(gain) ? 0 : gain;
        }

        return value;
    }

    /// <summary>Moves the point by one damped step where that lowers the value, and says by how much; NaN where it does not.</summary>
    private double TryNewton(Span<double> point, double value, double damping)
    {
        _hessian.CopyTo(_damped.AsSpan());
        for (var i = 0; i < Size; i++)
        {
            _damped[(i * Size) + i] += damping * (Math.Abs(_hessian[(i * Size) + i]) + 1e-9);
            _direction[i] = -_gradient[i];
        }

        if (!SmallMatrix.TrySolve(_damped, _direction))
        {
            return double.NaN;
        }

        var reached = Try(point, 1);
        if (!(reached < value))
        {
            return double.NaN;
        }

        _trial.CopyTo(point);
        _trialGradient.CopyTo(_gradient.AsSpan());
        return value - reached;
    }
}
