using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A search on a table of results, checked and ready to run. Immutable.</summary>
public sealed class TableStudy
{
    private const double LeastLoss = 1e-6;

    private readonly TableSpace _table;
    private readonly TableEvaluator _evaluator;
    private readonly FeasibleSpace _feasible;
    private readonly KnownPoints? _known;
    private readonly double? _ceiling;
    private readonly KnownColumns? _before;

    private TableStudy(TableSpec spec, TableData data, TableReading reading)
    {
        Name = data.Name;
        _table = TableSpace.Of(reading.Genes, reading.Rows);
        Objectives = [.. spec.Objectives.Select(objective => new Objective(objective.Metric, "", objective.Direction))];
        (Constraints, Goals) = (reading.Constraints, reading.Goals);
        FullFidelity = new Fidelity(reading.FullLevel);
        Fidelities = [.. reading.Levels.Keys.Order().Select(level => new Fidelity(level))];
        HasCost = spec.Cost is not null;
        _evaluator = new TableEvaluator(data, _table.Points, reading.Levels, reading.CostOf, reading.FullLevel);
        _ceiling = Ceiling(data.Find(Objectives[0].Name)!, reading.Rows);
        _feasible = new FeasibleSpace(_table.Space, _table.IsSparse ? Constraints : [_table.Membership, .. Constraints]);
        _known = _table.IsSparse ? new KnownPoints(_table.Space, Allowed()) : null;
        Notes = [.. reading.Notes, .. TableNotes()];
        Identity = IdentityOf(spec, data);
        _before = reading.Known.IsEmpty ? null : new KnownColumns(reading.Known, _table.Points);
    }

    /// <summary>Name of the table's file.</summary>
    public string Name { get; }

    /// <summary>What is made better; the first is the quality.</summary>
    public ImmutableArray<Objective> Objectives { get; }

    /// <summary>Limits.</summary>
    public ImmutableArray<Constraint> Constraints { get; }

    /// <summary>Goals relative to the best found.</summary>
    public ImmutableArray<RelativeGoal> Goals { get; }

    /// <summary>Of a whole training: the level of the objective's column, 1 where there are none.</summary>
    public Fidelity FullFidelity { get; }

    /// <summary>All that can be looked up, smallest first.</summary>
    public ImmutableArray<Fidelity> Fidelities { get; }

    /// <summary>Whether the table says how long a row took.</summary>
    public bool HasCost { get; }

    /// <summary>Number of points.</summary>
    public int PointCount => _table.Points.Length;

    /// <summary>How the table was understood, a line each.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>SHA-256 in hex of the table and of what is searched in it.</summary>
    public string Identity { get; }

    /// <summary>Ends of the space at which a candidate sits.</summary>
    public IReadOnlyList<SpaceEdge> EdgeOf(Candidate candidate) => _table.Space.EdgeOf(candidate);

    /// <summary>Reads the table for a search.</summary>
    /// <exception cref="UserInputException">Every problem with what was asked and with the table.</exception>
    public static TableStudy Resolve(TableSpec spec, TableData data) => new(spec, data, new TableReader(spec, data).Read());

    /// <summary>Looks a trial up.</summary>
    public ReplayedTrial Replay(TrialRequest request) => _evaluator.Replay(request);

    /// <summary>What a search algorithm is made of.</summary>
    public AlgorithmSettings AlgorithmSettings(ulong seed) => new()
    {
        Space = _feasible,
        Objectives = Objectives,
        Constraints = Constraints,
        Seed = seed,
        Points = _known,
        Fidelities = Fidelities,
        Fitness = Fitness,
        Compute = _before is null ? null : _before.Of,
    };

    /// <summary>One number for <c>classic</c>: minus the weighted mean of the logarithms of the error and of each cost, the error three times as heavy as a cost.</summary>
    private double? Fitness(Trial trial)
    {
        if (trial.State != TrialState.Completed)
        {
            return null;
        }

        var sum = 0.0;
        foreach (var objective in Objectives)
        {
            if (trial.Value(objective.Name) is not { } value)
            {
                return null;
            }

            var isQuality = objective == Objectives[0];
            sum += (isQuality ? 3 : 1) * Loss(objective, isQuality ? _ceiling : null, value);
        }

        return -sum / (Objectives.Length + 2);
    }

    private static double Loss(Objective objective, double? ceiling, double value) => (objective.Direction, ceiling) switch
    {
        (Direction.Minimize, _) => Math.Log(Math.Max(value, LeastLoss)),
        (_, { } most) => Math.Log(Math.Max((most - value) / most, LeastLoss)),
        _ => -Math.Log(Math.Max(value, LeastLoss)),
    };

    /// <summary>The largest value that a quality can have: 1 where all are shares, 100 where all are percentages, else none.</summary>
    private static double? Ceiling(TableColumn quality, IReadOnlyList<int> rows)
    {
        var values = rows.Select(row => quality.Number(row)).OfType<double>().Where(double.IsFinite).DefaultIfEmpty(-1).ToList();
        return values.Min() < 0 ? null : values.Max() <= 1 ? 1 : values.Max() <= 100 ? 100 : null;
    }

    /// <summary>The points that keep the limits on genes.</summary>
    private List<Candidate> Allowed()
    {
        var allowed = _table.Points.Select(point => point.Candidate).Where(_feasible.IsFeasible).ToList();
        return allowed.Count > 0 ? allowed : throw new ImpossibleSpaceException(
            $"no row of {Name} keeps {string.Join(" and ", _feasible.Constraints.Select(limit => $"\"{limit.Text}\""))}; raise a limit.");
    }

    private IEnumerable<string> TableNotes()
    {
        yield return $"{_table.Describe()} exist{(_table.IsSparse ? "; a proposal that does not moves to the nearest row not yet evaluated" : "; others are never proposed")}.";
        if (_table.Points.Where(point => point.Rows.Length > 1).ToList() is { Count: > 0 } repeated)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{Counted.Of(repeated.Count, "point has", "points have")} several rows ({repeated.Sum(point => point.Rows.Length):N0} in all): means are taken.");
        }
    }

    private static string IdentityOf(TableSpec spec, TableData data) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        data.ContentHash,
        spec.Genes,
        Objectives = spec.Objectives.Select(objective => $"{objective.Direction} {objective.Metric}"),
        spec.Cost,
        spec.Fidelity,
        spec.Where,
        spec.Known,
        spec.Constraints,
    }))));
}
