using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>The points of a space that keep the limits known from genes and formulas, before anything is measured or trained.</summary>
/// <remarks>Thread-safe where <c>compute</c> and the constraints are.</remarks>
public sealed class FeasibleSpace
{
    /// <summary>A finite space up to this size is enumerated where drawing does not find a feasible point.</summary>
    internal const long EnumerableSize = 100_000;

    private const long QuicklyCountedSize = 10_000;
    private const int CacheSize = 16_384;
    private const int Draws = 64;
    private const int Repairs = 16;

    private static readonly IReadOnlyDictionary<string, Measurement> Nothing = ImmutableDictionary<string, Measurement>.Empty;

    private readonly Func<Candidate, IReadOnlyDictionary<string, Measurement>>? _compute;
    private readonly Dictionary<string, Judgement> _cache = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Lazy<IReadOnlyList<Candidate>?> _points;
    private readonly Lazy<long?> _feasibleSize;
    private readonly SpaceRepair _repair;

    /// <summary>Makes one. Constraints that need measuring or training are not judged here.</summary>
    /// <param name="space">The space.</param>
    /// <param name="constraints">The study's constraints, of any level of knowledge.</param>
    /// <param name="compute">Computed metrics by name (<c>parameters</c>, <c>flops</c>); called once a candidate while it is remembered.</param>
    public FeasibleSpace(
        SearchSpace space, IReadOnlyList<Constraint> constraints, Func<Candidate, IReadOnlyDictionary<string, Measurement>>? compute = null)
    {
        Space = space;
        Constraints = [.. constraints.Where(constraint => constraint.Knowledge <= Knowledge.Computed)];
        _compute = compute;
        _repair = new SpaceRepair(this);
        _points = new Lazy<IReadOnlyList<Candidate>?>(
            () => space.Size <= EnumerableSize ? [.. space.Enumerate().Where(IsFeasible)] : null);
        _feasibleSize = new Lazy<long?>(() => Constraints.IsEmpty ? space.Size : _points.Value?.Count);
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>The constraints judged here.</summary>
    public ImmutableArray<Constraint> Constraints { get; }

    /// <summary>
    /// Exact number of feasible points; null where the space is continuous, or has constraints and more than 100,000 points. The first call
    /// may enumerate the space.
    /// </summary>
    public long? FeasibleSize => _feasibleSize.Value;

    /// <summary><see cref="FeasibleSize"/> where it is known or quickly counted; null otherwise.</summary>
    internal long? CheapFeasibleSize =>
        Constraints.IsEmpty || _points.IsValueCreated || Space.Size <= QuicklyCountedSize ? FeasibleSize : null;

    /// <summary>All feasible points in the order of the space; null where it is continuous or larger than <see cref="EnumerableSize"/>.</summary>
    internal IReadOnlyList<Candidate>? Points => _points.Value;

    /// <summary>Sum of the relative violations; 0 where every limit holds.</summary>
    public double Violation(Candidate candidate) => Constraints.IsEmpty ? 0 : Judge(candidate).Total;

    /// <summary>Whether every judged limit holds.</summary>
    public bool IsFeasible(Candidate candidate) => Violation(candidate) == 0;

    /// <summary>The limits it breaks with the values seen, <c>parameters &lt;= 100 (parameters = 2,410)</c>; empty where all hold.</summary>
    public IReadOnlyList<string> Broken(Candidate candidate)
    {
        if (IsFeasible(candidate))
        {
            return [];
        }

        var violations = Judge(candidate).Violations;
        return [.. Constraints.Where((_, index) => violations[index] > 0).Select(broken => $"{broken.Text} ({Seen(broken, candidate)})")];
    }

    /// <summary>A feasible point: drawn, else repaired, else (up to 100,000 points) chosen among all feasible ones.</summary>
    /// <exception cref="ImpossibleSpaceException">None was found; names the limit and the closest value seen.</exception>
    public Candidate Sample(RandomStream random)
    {
        var seen = new ImpossibleSpaceReport(this);
        for (var draw = 0; draw < Draws; draw++)
        {
            var candidate = Space.Sample(random);
            if (IsFeasible(candidate))
            {
                return candidate;
            }

            seen.Add(candidate, Judge(candidate).Violations);
        }

        for (var attempt = 0; attempt < Repairs; attempt++)
        {
            var start = attempt == 0 ? seen.Closest : Space.Sample(random);
            if (_repair.TryRepair(start, random, seen) is { } repaired)
            {
                return repaired;
            }
        }

        if (Points is not { } points)
        {
            throw seen.ToException(isProven: false);
        }

        return points.Count > 0 ? points[random.Next(points.Count)] : throw ProvenImpossible();
    }

    /// <summary>
    /// The candidate itself where it is feasible; otherwise a feasible point near it, found by moving the genes that the broken limits read
    /// (or all numeric genes) toward smaller violation; null where bounded tries find none.
    /// </summary>
    public Candidate? Repair(Candidate candidate, RandomStream random) =>
        IsFeasible(candidate) ? candidate : _repair.TryRepair(candidate, random, seen: null);

    /// <summary>Names what a candidate has where a limit reads it: <c>parameters = 2,410</c>.</summary>
    internal string Seen(Constraint constraint, Candidate candidate) => constraint.Describe(LookupOf(candidate, null));

    /// <summary>Genes, derived values, then computed metrics; computes only when a name is none of the first two.</summary>
    internal ValueLookup LookupOf(Candidate candidate, Action<IReadOnlyDictionary<string, Measurement>>? onComputed)
    {
        IReadOnlyDictionary<string, Measurement>? computed = null;
        return name =>
        {
            if (candidate.Find(name) is { } value)
            {
                return value;
            }

            if (computed is null)
            {
                computed = _compute is null ? Nothing : Remembered(candidate)?.Computed ?? _compute(candidate);
                onComputed?.Invoke(computed);
            }

            // A formula that overflowed is as large as a number gets, and NaN breaks every upper limit: neither passes as "not known".
            return computed.TryGetValue(name, out var measurement)
                ? GeneValue.Of(double.IsNaN(measurement.Value) ? double.MaxValue : Math.Clamp(measurement.Value, double.MinValue, double.MaxValue))
                : null;
        };
    }

    internal Judgement Judge(Candidate candidate)
    {
        if (Remembered(candidate) is { } known)
        {
            return known;
        }

        var computed = Nothing;
        var lookup = LookupOf(candidate, metrics => computed = metrics);
        ImmutableArray<double> violations = [.. Constraints.Select(constraint => constraint.Violation(lookup))]; // sets computed where one is read
        var judgement = new Judgement(computed, violations);
        lock (_lock)
        {
            if (_cache.Count >= CacheSize)
            {
                _cache.Clear();
            }

            _cache[candidate.Key] = judgement;
        }

        return judgement;
    }

    private Judgement? Remembered(Candidate candidate)
    {
        lock (_lock)
        {
            return _cache.GetValueOrDefault(candidate.Key);
        }
    }

    private ImpossibleSpaceException ProvenImpossible()
    {
        var report = new ImpossibleSpaceReport(this);
        foreach (var candidate in Space.Enumerate())
        {
            report.Add(candidate, Judge(candidate).Violations);
        }

        return report.ToException(isProven: true);
    }
}
