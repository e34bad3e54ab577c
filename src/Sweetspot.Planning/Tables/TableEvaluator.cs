using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Evaluates a candidate by looking it up in a table.</summary>
/// <remarks>
/// Of a point with several rows each value is their mean, with the standard error of it. A value that is not finite makes a row a diverged run, and the point a
/// diverged trial where most of its rows are; else the others' mean counts, and its origin says how many diverged. What was trained less than whole ends as pruned, with its
/// values, whose origins say so: they never stand beside whole ones. Deterministic and thread-safe.
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

        return new ReplayedTrial(Evaluate(point, columns, level), Duration(point, level));
    }

    private Evaluation Evaluate(TablePoint point, ImmutableArray<(string Name, TableColumn Column)> columns, int level)
    {
        var part = level < _fullLevel ? string.Create(CultureInfo.InvariantCulture, $"after {level} of {_fullLevel}") : null;
        var lost = point.Rows.Where(row => columns.Any(pair => IsNotFinite(pair.Column, row))).ToHashSet();
        var metrics = ImmutableDictionary.CreateBuilder<string, Measurement>();
        var isDiverged = false;
        foreach (var (name, column) in columns)
        {
            var rows = point.Rows.Where(row => !column.IsMissing(row) && column.Number(row) is not null).ToList();
            var finite = rows.FindAll(row => !IsNotFinite(column, row));
            var lostHere = rows.Count(lost.Contains);
            if (2 * lostHere > rows.Count)
            {
                isDiverged = true;
                finite = finite.Count == rows.Count ? finite : []; // what the few that survived reached says nothing of the point
            }

            if (finite.Count > 0)
            {
                double[] values = [.. finite.Select(row => column.Number(row)!.Value)];
                var origin = new Origin(OriginKind.Measured, From(finite) + (lostHere > 0 ? $"; {Share(lostHere, rows.Count)}" : "") + (part is null ? "" : $"; {part}"));
                metrics[name] = new Measurement(values.Average(), "", origin, ErrorOfMean(values)) { Count = values.Length };
            }
        }

        return isDiverged
            ? new Evaluation.Diverged(WhyDiverged(point, columns, lost)) { Metrics = metrics.ToImmutable() }
            : part is not null ? new Evaluation.Pruned($"stopped {part}") { Metrics = metrics.ToImmutable() }
            : new Evaluation.Completed { Metrics = metrics.ToImmutable() };
    }

    private static bool IsNotFinite(TableColumn column, int row) => !column.IsMissing(row) && column.Number(row) is double.NaN;

    private string WhyDiverged(TablePoint point, ImmutableArray<(string Name, TableColumn Column)> columns, HashSet<int> lost)
    {
        var row = point.Rows.First(lost.Contains);
        var (name, column) = columns.First(pair => IsNotFinite(pair.Column, row));
        var share = point.Rows.Length > 1 ? $"{Share(lost.Count, point.Rows.Length)}: " : "";
        return $"{share}{name} is {column.Cells[row]} ({_data.Place(row)})";
    }

    private static string Share(int lost, int all) => string.Create(CultureInfo.InvariantCulture, $"{lost} of {all} diverged");

    private string From(List<int> rows) => rows.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"mean of {rows.Count} rows of {_data.Name}") : _data.Place(rows[0]);

    /// <summary>Exactly 0 of equal values: copies of one row are known by it.</summary>
    private static double? ErrorOfMean(double[] values) =>
        values.Length > 1 && values.AsSpan().IndexOfAnyExcept(values[0]) < 0 ? 0 : Spread.ErrorOfMean(values);

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
