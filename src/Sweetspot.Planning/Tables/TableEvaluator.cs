using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Evaluates a candidate by looking it up in a table.</summary>
/// <remarks>
/// Of a point with several rows each value is their mean, with the standard error of it. A value that is not finite makes the trial a diverged one; of several rows
/// the finite ones count. Deterministic and thread-safe.
/// </remarks>
internal sealed class TableEvaluator : IEvaluator
{
    private readonly Dictionary<string, TablePoint> _points;
    private readonly TableData _data;
    private readonly ImmutableDictionary<int, ImmutableArray<(string Name, TableColumn Column)>> _levels;
    private readonly Func<int, TableColumn?> _costOf;
    private readonly int _fullLevel;

    /// <param name="data">The table.</param>
    /// <param name="points">Its points.</param>
    /// <param name="levels">For each fidelity, the metrics and the columns that hold them.</param>
    /// <param name="costOf">The column of seconds at a fidelity; null where there is none.</param>
    /// <param name="fullLevel">The fidelity of a whole training.</param>
    public TableEvaluator(
        TableData data, IReadOnlyList<TablePoint> points, ImmutableDictionary<int, ImmutableArray<(string Name, TableColumn Column)>> levels,
        Func<int, TableColumn?> costOf, int fullLevel)
    {
        (_data, _levels, _costOf, _fullLevel) = (data, levels, costOf, fullLevel);
        _points = points.ToDictionary(point => point.Candidate.Key, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public ValueTask<Evaluation> EvaluateAsync(TrialRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Replay(request).Evaluation);
    }

    /// <summary>What came of a request, and how long it took: what the cost column says, else a second for a whole training.</summary>
    /// <exception cref="ArgumentException">The table has no such point or fidelity.</exception>
    public ReplayedTrial Replay(TrialRequest request)
    {
        var level = request.Fidelity.Epochs;
        if (!_points.TryGetValue(request.Candidate.Key, out var point) || !_levels.TryGetValue(level, out var columns))
        {
            throw new ArgumentException($"the table has no point \"{request.Candidate.Key}\" of fidelity {level}", nameof(request));
        }

        return new ReplayedTrial(Evaluate(point, columns), Duration(point, level));
    }

    private Evaluation Evaluate(TablePoint point, ImmutableArray<(string Name, TableColumn Column)> columns)
    {
        var metrics = ImmutableDictionary.CreateBuilder<string, Measurement>();
        foreach (var (name, column) in columns)
        {
            double[] values = [.. point.Rows.Where(row => !column.IsMissing(row)).Select(row => column.Number(row)).OfType<double>()];
            double[] finite = [.. values.Where(double.IsFinite)];
            if (finite.Length > 0)
            {
                metrics[name] = new Measurement(finite.Average(), "", new Origin(OriginKind.Measured, From(point, finite.Length)), ErrorOfMean(finite));
            }
            else if (values.Length > 0)
            {
                return new Evaluation.Diverged($"{name} is {column.Cells[point.Rows[0]]} ({From(point, 1)})") { Metrics = metrics.ToImmutable() };
            }
        }

        return new Evaluation.Completed { Metrics = metrics.ToImmutable() };
    }

    private string From(TablePoint point, int count) => count > 1 ? $"mean of {count.ToString(CultureInfo.InvariantCulture)} rows of {_data.Name}" : _data.Place(point.Rows[0]);

    private static double? ErrorOfMean(double[] values)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }

    private TimeSpan Duration(TablePoint point, int level)
    {
        if (_costOf(level) is { } column)
        {
            return TimeSpan.FromSeconds(Mean(point, column));
        }

        var share = (double)level / _fullLevel;
        return TimeSpan.FromSeconds(_costOf(_fullLevel) is { } whole ? share * Mean(point, whole) : share);
    }

    private static double Mean(TablePoint point, TableColumn column) => point.Rows.Average(row => column.Number(row)!.Value);
}
