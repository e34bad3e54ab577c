namespace Sweetspot.Core;

/// <summary>Differences of quality between finalists, with the standard error that decides.</summary>
internal sealed class PairedComparisons
{
    private readonly IReadOnlyList<int>? _groups;
    private readonly bool _usesFolds;
    private readonly double _pooledVariance;
    private readonly HashSet<JudgedFinalist> _restless; // finalists that vary far more than the others
    private readonly SingleRunNoise? _singleRuns; // null where finalists were retrained

    /// <summary>Pools the noise of retraining over all finalists.</summary>
    public PairedComparisons(IReadOnlyList<JudgedFinalist> finalists, IReadOnlyList<int>? groups, SingleRunNoise? singleRuns = null)
    {
        _groups = groups;
        var verified = finalists.Where(finalist => !finalist.Completed.IsEmpty).ToList();
        _usesFolds = verified.Count > 0 && verified.TrueForAll(finalist => finalist.GainsByFold.Count > 0);
        _singleRuns = verified.Count == 0 ? singleRuns : null;
        _restless = [.. Restless(verified, _usesFolds)];
        var steady = verified.Where(finalist => !_restless.Contains(finalist)).ToList();
        _pooledVariance = _singleRuns is { } noise ? noise.Deviation * noise.Deviation : _usesFolds ? ResidualVariance(steady) : SeedVariance(steady);
        Basis = _singleRuns?.Basis ?? DescribeBasis(verified);
    }

    /// <summary>What the standard errors are made of, in words.</summary>
    public string Basis { get; }

    /// <summary>
    /// Gain of <paramref name="one"/> minus gain of <paramref name="other"/>, and its standard error:
    /// seeds on shared rows, se² = se_data² + s²(1/S₁ + 1/S₂), se_data being that of the per-row differences (mean over seeds first) and s² the
    /// seed variance pooled over finalists; folds, se² = max(se_data², 2·s²/K), s² being the (finalist × fold) residual variance. A finalist that varies far more than
    /// the others is left out of what is pooled, and its own variance counts where it is compared: one hopeless model must not blur all. Of worst-class recall se_data is
    /// binomial in its rows, and over folds it is all there is.
    /// </summary>
    public (double Difference, double StandardError) Compare(JudgedFinalist one, JudgedFinalist other)
    {
        if (ReferenceEquals(one, other))
        {
            return (0, 0);
        }

        var data = DataError(one, other);
        if (_usesFolds && one.PooledWorst is not null && other.PooledWorst is not null)
        {
            return (one.Gain - other.Gain, data); // a fold's own worst class tells of its few rows
        }

        if (!_usesFolds)
        {
            return (one.Gain - other.Gain, Math.Sqrt((data * data) + (SeedVariance(one) / one.Repeats) + (SeedVariance(other) / other.Repeats)));
        }

        var (mine, theirs) = (one.GainsByFold, other.GainsByFold);
        var shared = mine.Keys.Where(theirs.ContainsKey).ToList();
        if (shared.Count == 0)
        {
            return (one.Gain - other.Gain, Math.Sqrt((data * data) + _pooledVariance));
        }

        var differences = shared.Select(fold => mine[fold] - theirs[fold]).ToList();
        var own = _restless.Contains(one) || _restless.Contains(other) ? Spread.Variance(differences) : 0;
        return (differences.Average(), Math.Sqrt(Math.Max(data * data, Math.Max(2 * _pooledVariance, own) / shared.Count)));
    }

    /// <summary>Standard error of one finalist's own mean, for error bars; null where nothing is known of it.</summary>
    public double? OwnError(JudgedFinalist finalist)
    {
        if (_singleRuns is { Deviation: var deviation })
        {
            return deviation > 0 ? deviation / Math.Sqrt(finalist.Repeats) : null;
        }

        var data = finalist.RowError is { } rows ? rows
            : finalist.RowGains is null ? null
            : ExampleGains.StandardError([.. finalist.RowGains.Select(pair => (pair.Key, pair.Value))], _groups);
        if (finalist.Completed.Length < 2 && data is null)
        {
            return null;
        }

        var between = _usesFolds ? Spread.Variance(finalist.Gains) / finalist.Gains.Length : SeedVariance(finalist) / finalist.Gains.Length;
        var own = data * data ?? 0;
        return Math.Sqrt(!_usesFolds ? own + between : finalist.PooledWorst is not null ? own : Math.Max(own, between));
    }

    private double DataError(JudgedFinalist one, JudgedFinalist other)
    {
        if (one.RowError is { } mine && other.RowError is { } theirs)
        {
            return Math.Sqrt((mine * mine) + (theirs * theirs)); // as if independent: their worst classes may differ
        }

        if (one.RowGains is null || other.RowGains is null)
        {
            return 0;
        }

        var differences = one.RowGains
            .Where(pair => other.RowGains.ContainsKey(pair.Key))
            .Select(pair => (pair.Key, pair.Value - other.RowGains[pair.Key]))
            .ToList();
        return ExampleGains.StandardError(differences, _groups) ?? 0;
    }

    private double SeedVariance(JudgedFinalist finalist) =>
        _restless.Contains(finalist) ? Math.Max(_pooledVariance, Spread.Variance(finalist.Gains)) : _pooledVariance;

    /// <summary>
    /// Those whose squared deviations, from their mean or by fold from their mean and the fold's median effect, are more than nine times the median of all: by chance
    /// that happens to one of 500 with three seeds, and far more rarely with five folds.
    /// </summary>
    private static IEnumerable<JudgedFinalist> Restless(List<JudgedFinalist> finalists, bool usesFolds)
    {
        if (finalists.Count < 3)
        {
            return [];
        }

        var squares = finalists.ToDictionary(finalist => finalist, finalist => usesFolds ? FoldSquares(finalist, finalists) : Spread.SquaredDeviations(finalist.Gains));
        var limit = 9 * RobustStatistics.Median([.. squares.Values]);
        return limit > 0 ? finalists.Where(finalist => squares[finalist] > limit) : [];
    }

    private static double FoldSquares(JudgedFinalist finalist, List<JudgedFinalist> finalists)
    {
        double Effect(JudgedFinalist one, int fold) => one.GainsByFold[fold] - one.GainsByFold.Values.Average();
        return finalist.GainsByFold.Keys.Sum(fold =>
        {
            var common = RobustStatistics.Median([.. finalists.Where(one => one.GainsByFold.ContainsKey(fold)).Select(one => Effect(one, fold))]);
            return Math.Pow(Effect(finalist, fold) - common, 2);
        });
    }

    private static double SeedVariance(IReadOnlyList<JudgedFinalist> finalists)
    {
        var freedom = finalists.Sum(finalist => finalist.Gains.Length - 1);
        return freedom == 0 ? 0 : finalists.Sum(finalist => Spread.SquaredDeviations(finalist.Gains)) / freedom;
    }

    /// <summary>Two-way layout without replication, over the finalists that have every fold.</summary>
    private static double ResidualVariance(IReadOnlyList<JudgedFinalist> finalists)
    {
        var tables = finalists.Select(finalist => finalist.GainsByFold).ToList();
        var folds = tables.MaxBy(table => table.Count)!.Keys.ToList(); // not empty: the caller found folds
        var complete = tables.Where(table => folds.TrueForAll(table.ContainsKey)).ToList();
        if (complete.Count < 2 || folds.Count < 2)
        {
            return 0;
        }

        var grand = complete.Average(table => folds.Average(fold => table[fold]));
        var foldMeans = folds.ToDictionary(fold => fold, fold => complete.Average(table => table[fold]));
        var squares = complete.Sum(table =>
        {
            var mean = folds.Average(fold => table[fold]);
            return folds.Sum(fold => Math.Pow(table[fold] - mean - foldMeans[fold] + grand, 2));
        });
        return squares / ((complete.Count - 1) * (folds.Count - 1));
    }

    private string DescribeBasis(List<JudgedFinalist> verified)
    {
        if (verified.Count == 0)
        {
            return "unknown: no finalist was retrained";
        }

        var repeats = verified.Max(finalist => finalist.Gains.Length);
        var between = _usesFolds ? $"the spread over {Counted.Of(repeats, "fold")}" : $"the spread over {Counted.Of(repeats, "seed")}";
        if (verified.TrueForAll(finalist => finalist.RowError is not null))
        {
            if (_usesFolds && verified.TrueForAll(finalist => finalist.PooledWorst is not null))
            {
                return $"the rows of the worst class over {Counted.Of(repeats, "fold")} (binomial)";
            }

            return _usesFolds ? $"the rows of the worst class (binomial), or {between} where that is larger" : $"the rows of the worst class (binomial), and {between}";
        }

        if (verified.Any(finalist => finalist.RowGains is null))
        {
            return repeats < 2 ? "unknown: one retraining each, and no scores by example" : $"{between} only: there are no scores by example for this metric";
        }

        var rows = _groups is null ? "paired differences by example" : "paired differences by example, grouped rows together";
        return _usesFolds ? $"{rows}, or {between} where that is larger" : $"{rows}, and {between}";
    }
}
