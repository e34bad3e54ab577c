using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Remembers which limits the points seen broke, and words why none was found.</summary>
internal sealed class ImpossibleSpaceReport(FeasibleSpace space)
{
    private readonly int[] _timesBroken = new int[space.Constraints.Length];
    private readonly Candidate?[] _closestTo = new Candidate?[space.Constraints.Length];
    private readonly double[] _leastViolation = new double[space.Constraints.Length];
    private Candidate? _closest;
    private double _leastTotal;

    /// <summary>The point with the smallest sum of violations.</summary>
    /// <exception cref="InvalidOperationException">No point was added.</exception>
    public Candidate Closest => _closest ?? throw new InvalidOperationException("no point was seen");

    /// <summary>Adds a point that breaks a limit.</summary>
    public void Add(Candidate candidate, ImmutableArray<double> violations)
    {
        var total = violations.Sum();
        if (_closest is null || total < _leastTotal)
        {
            (_closest, _leastTotal) = (candidate, total);
        }

        for (var index = 0; index < violations.Length; index++)
        {
            _timesBroken[index] += violations[index] > 0 ? 1 : 0;
            if (_closestTo[index] is null || violations[index] < _leastViolation[index])
            {
                (_closestTo[index], _leastViolation[index]) = (candidate, violations[index]);
            }
        }
    }

    /// <summary>The exception: about the limit broken most often, or about all limits together where each alone can be kept.</summary>
    /// <param name="isProven">Whether every point of the space was seen.</param>
    public ImpossibleSpaceException ToException(bool isProven)
    {
        var none = isProven ? "no point of the space keeps" : "no point of the space was found that keeps";
        var worst = Array.IndexOf(_timesBroken, _timesBroken.Max());
        if (_leastViolation[worst] > 0)
        {
            var closest = _closestTo[worst]!;
            var limit = space.Constraints[worst];
            return new ImpossibleSpaceException(
                $"{none} \"{limit.Text}\"; the closest seen has {space.Seen(limit, closest)} ({closest.Key}). Raise the limit or widen the space.");
        }

        var broken = space.Constraints.Where((_, index) => _timesBroken[index] > 0).Select(limit => $"\"{limit.Text}\"");
        return new ImpossibleSpaceException(
            $"{none} {string.Join(" and ", broken)} together; the closest seen ({Closest.Key}) breaks {string.Join(" and ", space.Broken(Closest))}. "
            + "Raise a limit or widen the space.");
    }
}
