using System.Collections.Immutable;
using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>The columns that a search on a table names, with all problems of the names.</summary>
internal sealed class TableColumns
{
    private readonly TableData _data;
    private readonly List<string> _problems;

    public TableColumns(TableSpec spec, TableData data, List<string> problems)
    {
        (_data, _problems) = (data, problems);
        if (spec.Genes.IsEmpty)
        {
            problems.Add($"--genes is missing: name the columns to search, as in --genes {string.Join(',', data.Columns.Take(2).Select(column => column.Name))}.");
        }

        if (spec.Objectives.IsEmpty)
        {
            problems.Add("nothing to make better: name a column with --maximize or --minimize.");
        }

        problems.AddRange(spec.Genes.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"--genes: {group.Key} stands twice; name each column once."));
        problems.AddRange(spec.Objectives.GroupBy(objective => objective.Metric).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is an objective twice; name each column once."));
        Genes = Find(spec.Genes.Distinct().Select(name => ("--genes", name)));
        Objectives = Find(spec.Objectives.DistinctBy(objective => objective.Metric).Select(objective => ($"--{objective.Direction.ToString().ToLowerInvariant()}", objective.Metric)));
        (Pattern, FullLevel) = Levels(spec);
        ByLevel = Pattern is null ? [] : Find(Pattern.Levels.Select(level => ("--fidelity", Pattern.Column(level))));
        Costs = CostColumns(spec.Cost);
        Known = Find(spec.Known.Distinct().Select(name => ("--known", name)));
        problems.AddRange(Known.Where(column => column.HoldsWords).Select(column => $"--known: {column.Name} holds words; name columns of numbers."));
    }

    public ImmutableArray<TableColumn> Genes { get; }

    public ImmutableArray<TableColumn> Objectives { get; }

    /// <summary>How the quality's columns are called; null where there is one only.</summary>
    public FidelityPattern? Pattern { get; }

    /// <summary>The level of the objective among them; 1 where there is one only.</summary>
    public int FullLevel { get; }

    /// <summary>Columns of the quality, by level.</summary>
    public ImmutableArray<TableColumn> ByLevel { get; }

    /// <summary>Columns of seconds by level; where only the whole training's is known, that alone.</summary>
    public ImmutableDictionary<int, TableColumn> Costs { get; }

    /// <summary>Columns that are known before a training.</summary>
    public ImmutableArray<TableColumn> Known { get; }

    /// <summary>Levels that may be looked up, ascending.</summary>
    public ImmutableArray<int> UsedLevels => Pattern is null ? [FullLevel] : [.. Pattern.Levels.Where(level => level <= FullLevel)];

    private (FidelityPattern? Pattern, int FullLevel) Levels(TableSpec spec)
    {
        if (spec.Fidelity is not { } text)
        {
            return (null, 1);
        }

        if (FidelityPattern.Parse(text) is not { } pattern)
        {
            _problems.Add($"--fidelity: \"{text}\" is no pattern of columns; write distinct whole numbers above 0 in braces, as in 'val_acc_{{1,5,15,40}}'.");
            return (null, 1);
        }

        foreach (var level in pattern.Levels.Where(level => spec.Objectives.Any(objective => objective.Metric == pattern.Column(level))))
        {
            return (pattern, level);
        }

        _problems.Add($"--fidelity: none of {string.Join(", ", pattern.Levels.Select(pattern.Column))} is an objective; maximize or minimize the one of a whole training.");
        return (pattern, pattern.Levels[^1]);
    }

    private ImmutableDictionary<int, TableColumn> CostColumns(string? cost)
    {
        if (cost is null)
        {
            return ImmutableDictionary<int, TableColumn>.Empty;
        }

        if (FidelityPattern.Parse(cost) is { } pattern)
        {
            var missing = UsedLevels.Except(pattern.Levels).ToList();
            _problems.AddRange(missing.Select(level => string.Create(CultureInfo.InvariantCulture, $"--cost: {cost} has no level {level}; name all levels of --fidelity.")));
            return Find(UsedLevels.Except(missing).Select(level => ("--cost", pattern.Column(level))))
                .Zip(UsedLevels.Except(missing)).ToImmutableDictionary(pair => pair.Second, pair => pair.First);
        }

        var costs = Find([("--cost", cost)]).ToImmutableDictionary(_ => FullLevel);
        var number = FullLevel.ToString(CultureInfo.InvariantCulture);
        var at = cost.LastIndexOf(number, StringComparison.Ordinal);
        if (Pattern is null || at < 0)
        {
            return costs;
        }

        // train_cpu_s_40 beside val_acc_{1,40}: train_cpu_s_1, where there is one.
        var others = UsedLevels.Where(level => level != FullLevel)
            .Select(level => (level, column: _data.Find(string.Create(CultureInfo.InvariantCulture, $"{cost[..at]}{level}{cost[(at + number.Length)..]}"))));
        return costs.AddRange(others.Where(pair => pair.column is not null).Select(pair => KeyValuePair.Create(pair.level, pair.column!)));
    }

    private ImmutableArray<TableColumn> Find(IEnumerable<(string Flag, string Name)> wanted)
    {
        var found = ImmutableArray.CreateBuilder<TableColumn>();
        foreach (var (flag, name) in wanted)
        {
            if (_data.Find(name) is { } column)
            {
                found.Add(column);
            }
            else
            {
                _problems.Add($"{flag}: {_data.Name} has no column \"{name}\"{Nearest.Hint(name, [.. _data.Columns.Select(known => known.Name)])}");
            }
        }

        return found.ToImmutable();
    }
}
