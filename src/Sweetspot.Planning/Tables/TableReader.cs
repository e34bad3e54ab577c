using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Finds out which rows of a table count, and everything that is wrong with it.</summary>
internal sealed class TableReader(TableSpec spec, TableData data)
{
    private const int MostReported = 5;
    private const double LongestSeconds = 1e9;

    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];

    /// <exception cref="UserInputException">All problems.</exception>
    public TableReading Read()
    {
        var columns = new TableColumns(spec, data, _problems);
        ThrowIfProblems();
        var conditions = RowConditions.Read(data, spec.Where, _problems);
        var (constraints, goals) = Limits();
        ThrowIfProblems();
        var rows = Kept(conditions);
        rows = WithValues(rows, columns);
        CheckNumbers(rows, columns);
        ThrowIfProblems();
        var read = constraints.SelectMany(limit => limit.Names).Distinct().Select(data.Find).OfType<TableColumn>();
        return new TableReading
        {
            Genes = columns.Genes,
            Rows = [.. rows],
            Levels = columns.UsedLevels.ToImmutableDictionary(level => level, level => Metrics(columns, level, read)),
            FullLevel = columns.FullLevel,
            CostOf = level => columns.Costs.GetValueOrDefault(level),
            Known = columns.Known,
            Constraints = constraints,
            Goals = goals,
            Notes = [.. _notes],
        };
    }

    private static ImmutableArray<(string, TableColumn)> Metrics(TableColumns columns, int level, IEnumerable<TableColumn> read)
    {
        var quality = columns.Pattern?.Column(columns.FullLevel);
        var atLevel = columns.Pattern is null ? null : columns.ByLevel[columns.Pattern.Levels.IndexOf(level)];
        var cost = columns.Costs.GetValueOrDefault(columns.FullLevel);
        var all = columns.Objectives.Concat(cost is null ? [] : [cost]).Concat(read).DistinctBy(column => column.Name);
        return [.. all.Select(column => (column.Name, column.Name == quality ? atLevel! : column.Name == cost?.Name ? columns.Costs.GetValueOrDefault(level, column) : column))];
    }

    private (ImmutableArray<Constraint> Constraints, ImmutableArray<RelativeGoal> Goals) Limits()
    {
        var numbers = data.Columns.Where(column => !column.HoldsWords).Select(column => new Metric(column.Name, "", Direction.Minimize, Knowledge.Trained, "column of the table")).ToList();
        var genes = spec.Genes.Select(data.Find).OfType<TableColumn>().Select(column => new GeneSpec { Name = column.Name, Type = "choice", Values = RowConditions.Words(column) });
        var names = NameTable.OfConstraints(genes, numbers);
        var goals = spec.Constraints.Where(Expressions.IsGoal).Select(text => Parsed("--constraint", text, () => Expressions.Goal(text, [.. numbers.Select(metric => metric.Name)])));
        var limits = spec.Constraints.Where(text => !Expressions.IsGoal(text)).Select(text => Parsed("--constraint", text, () => Expressions.Constraints(text, names).ToList()));
        return ([.. limits.OfType<List<Constraint>>().SelectMany(limit => limit)], [.. goals.OfType<RelativeGoal>()]);
    }

    private T? Parsed<T>(string flag, string text, Func<T> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (ExpressionException exception)
        {
            _problems.Add($"{flag} \"{text}\": {exception.Message}");
            return null;
        }
    }

    private List<int> Kept(RowConditions conditions)
    {
        var kept = conditions.Kept(_problems);
        if (kept.Count > 0 && !spec.Where.IsEmpty)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{kept.Count:N0} of {Counted.Of(data.Rows, "row")} where {string.Join(" and ", spec.Where)}."));
        }

        return kept;
    }

    /// <summary>Rows with every gene, objective and cost; others were not measured.</summary>
    private List<int> WithValues(List<int> rows, TableColumns columns)
    {
        var kept = rows;
        foreach (var gene in columns.Genes)
        {
            kept = Without(kept, row => gene.IsMissing(row) || gene.Number(row) is double.NaN, gene.Name);
        }

        foreach (var column in columns.Objectives.Concat(columns.Costs.Values))
        {
            kept = Without(kept, column.IsMissing, column.Name);
        }

        if (kept.Count == 0 && rows.Count > 0)
        {
            _problems.Add($"{data.Name}: no row has a value of every gene{(columns.Costs.IsEmpty ? " and objective" : ", objective and cost")}; name other columns.");
        }

        return kept;
    }

    private List<int> Without(List<int> rows, Predicate<int> isLacking, string name)
    {
        var kept = rows.FindAll(row => !isLacking(row));
        if (kept.Count < rows.Count)
        {
            _notes.Add($"{Counted.Of(rows.Count - kept.Count, "row has", "rows have")} no {name}: left out, as if not measured.");
        }

        return kept;
    }

    private void CheckNumbers(List<int> rows, TableColumns columns)
    {
        foreach (var column in columns.Objectives.Concat(columns.ByLevel).Concat(columns.Costs.Values).DistinctBy(column => column.Name))
        {
            var words = rows.FindAll(row => !column.IsMissing(row) && column.Number(row) is null);
            Report(words, row => $"{data.Place(row)}: {column.Name} is \"{column.Cells[row]}\", not a number; only numbers can be made better or measure time.");
            if (words.Count == 0 && columns.Objectives.Contains(column) && rows.FindAll(row => column.Number(row) is double.NaN) is { Count: > 0 } notFinite)
            {
                _notes.Add($"{Counted.Of(notFinite.Count, "row says", "rows say")} that {column.Name} is not finite: such runs have diverged, and so has a point where most did.");
            }
        }

        foreach (var cost in columns.Costs.Values.DistinctBy(column => column.Name))
        {
            Report(
                rows.FindAll(row => cost.Number(row) is { } seconds && !(seconds is >= 0 and <= LongestSeconds)),
                row => $"{data.Place(row)}: {cost.Name} is {cost.Cells[row]}, which is no time in seconds; use 0 to 1e9.");
        }
    }

    private void Report(List<int> rows, Func<int, string> problem)
    {
        _problems.AddRange(rows.Take(MostReported).Select(problem));
        if (rows.Count > MostReported)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{data.Name}: {Counted.Of(rows.Count - MostReported, "more row has", "more rows have")} the same problem."));
        }
    }

    private void ThrowIfProblems()
    {
        if (_problems.Count > 0)
        {
            throw new UserInputException(_problems);
        }
    }
}
