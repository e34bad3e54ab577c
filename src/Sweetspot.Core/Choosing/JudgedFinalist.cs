using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>One finalist's verified values, prepared for comparison. "Gain" is quality flipped so that higher is better.</summary>
internal sealed class JudgedFinalist
{
    private readonly FinalistEvidence _evidence;

    /// <summary>Reads the completed verifications; without one, the origin trial's own value has to serve.</summary>
    public JudgedFinalist(FinalistEvidence evidence, Objective quality)
    {
        _evidence = evidence;
        Completed =
        [
            .. evidence.Verifications.Select((trial, i) => (Trial: trial, Scores: i < evidence.Scores.Count ? evidence.Scores[i] : []))
                .Where(pair => ChoosingValues.Completed(pair.Trial, quality.Name) is not null),
        ];
        Gains = Completed.IsEmpty
            ? [-quality.Minimized(Origin.Metrics[quality.Name].Value)]
            : [.. Completed.Select(pair => -quality.Minimized(pair.Trial.Metrics[quality.Name].Value))];
        PooledWorst = quality.Name == Sweetspot.Core.Metrics.WorstClassRecall.Name ? Worst([.. Completed.Select(pair => pair.Trial.Metrics[quality.Name])]) : null;
        Gain = PooledWorst?.Recall ?? Gains.Average();
        Repeats = Completed.IsEmpty && Origin.Metrics[quality.Name] is { StandardError: not 0, Count: var count } ? count : Gains.Length; // equal values are copies
        RowGains = ExampleGains.ByRow(Completed, quality.Name);
        RowError = PooledWorst?.StandardError ?? (quality.Name == Sweetspot.Core.Metrics.WorstClassRecall.Name && !Completed.IsEmpty && Completed.All(pair => pair.Trial.Metrics[quality.Name].StandardError is not null)
            ? ErrorOfRows([.. Completed.Select(pair => pair.Trial.Metrics[quality.Name])], KindOfRepeats) : null);
        Metrics = Verified();
        Lookup = ChoosingValues.Lookup(Candidate, Metrics);
    }

    /// <summary>The trial that made it a finalist.</summary>
    public Trial Origin => _evidence.Origin;

    /// <summary>The point.</summary>
    public Candidate Candidate => Origin.Candidate;

    /// <summary>Completed verifications with their per-example scores.</summary>
    public ImmutableArray<(Trial Trial, IReadOnlyList<ExampleScore> Scores)> Completed { get; }

    /// <summary>Gain of each completed verification.</summary>
    public ImmutableArray<double> Gains { get; }

    /// <summary>Where worst-class recall is the quality, the class of least recall over all completed verifications' answers; null of other qualities, or where classes were not kept.</summary>
    public ClassHits? PooledWorst { get; }

    /// <summary>How many values <see cref="Gain"/> is the mean of.</summary>
    public int Repeats { get; }

    /// <summary>Mean gain; of worst-class recall the least over all verifications' answers.</summary>
    public double Gain { get; }

    /// <summary>Gain of each held-out row, mean over seeds, in the quality's unit; null where the quality has none by example.</summary>
    public IReadOnlyDictionary<int, double>? RowGains { get; }

    /// <summary>Binomial standard error of the worst class's recall, where that is the quality, in its few rows; null of other qualities, or where not known.</summary>
    public double? RowError { get; }

    /// <summary>Verified means where training decides, the origin's value otherwise, and the final training's test values.</summary>
    public ImmutableSortedDictionary<string, Measurement> Metrics { get; }

    /// <summary>Reads genes and <see cref="Metrics"/>.</summary>
    public ValueLookup Lookup { get; }

    /// <summary>Gain by fold; empty where verification used seeds.</summary>
    public Dictionary<int, double> GainsByFold => Completed
        .Select((pair, i) => (pair.Trial.Request.Fold, Gain: Gains[i]))
        .Where(pair => pair.Fold is not null)
        .GroupBy(pair => pair.Fold!.Value)
        .ToDictionary(fold => fold.Key, fold => fold.Average(pair => pair.Gain));

    /// <summary>A metric's value, or null.</summary>
    public double? Value(string metric) => Metrics.TryGetValue(metric, out var measurement) ? measurement.Value : null;

    private ImmutableSortedDictionary<string, Measurement> Verified()
    {
        var metrics = Origin.Metrics.ToImmutableSortedDictionary(StringComparer.Ordinal).ToBuilder();
        foreach (var name in Completed.SelectMany(pair => pair.Trial.Metrics.Keys).Distinct())
        {
            if (Sweetspot.Core.Metrics.Find(name) is null or { Knowledge: Knowledge.Trained } || !metrics.ContainsKey(name))
            {
                metrics[name] = Mean([.. Completed.Select(pair => pair.Trial.Metrics.GetValueOrDefault(name)).OfType<Measurement>()]);
            }
        }

        foreach (var (name, value) in _evidence.Final?.Metrics ?? [])
        {
            if (name.StartsWith("test_", StringComparison.Ordinal))
            {
                metrics[name] = value;
            }
        }

        return metrics.ToImmutable();
    }

    /// <summary>The least of several shares hardly varies between repeats on few rows, so the error of its rows counts too: folds have rows of their own, seeds share them.</summary>
    private static double ErrorOfRows(IReadOnlyList<Measurement> values, string kind)
    {
        var square = values.Average(value => Math.Pow(value.StandardError ?? 0, 2));
        return Math.Sqrt(kind == "folds" ? square / values.Count : square);
    }

    private string KindOfRepeats => Completed.IsEmpty || Completed[0].Trial.Request.Fold is null ? "seeds" : "folds";

    private ClassHits? Worst(IReadOnlyList<Measurement> values) => WorstClass.Pooled(values, KindOfRepeats == "seeds") is { } classes ? WorstClass.Of(classes) : null;

    private Measurement Mean(IReadOnlyList<Measurement> values)
    {
        var (kind, first) = (KindOfRepeats, values[0]);
        var error = Spread.ErrorOfMean([.. values.Select(value => value.Value)]);
        if (Worst(values) is { } worst)
        {
            var rows = worst.StandardError;
            var rest = first.Origin.Detail.Replace($"{WorstClass.Describe(first)}; ", "", StringComparison.Ordinal);
            return first with
            {
                Value = worst.Recall,
                Origin = first.Origin with { Detail = $"{worst.AsWorst()}, over {values.Count} {kind}; {rest}" },
                StandardError = kind == "folds" ? rows : Math.Sqrt((rows * rows) + (error * error ?? 0)),
                Classes = WorstClass.Pooled(values, kind == "seeds"),
            };
        }

        var detail = first.Origin.Detail is { Length: > 0 } text ? $"mean of {values.Count} {kind}; {text}" : $"mean of {values.Count} {kind}";
        return new Measurement(values.Average(value => value.Value), first.Unit, first.Origin with { Detail = detail }, error);
    }
}
