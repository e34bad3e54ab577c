namespace Sweetspot.Core;

/// <summary>Of a front that does not fit, those survive whose directions from the ideal point are served least (NSGA-III).</summary>
internal sealed class ReferenceSurvival : Survival
{
    private readonly double[] _directions;
    private readonly ObjectiveScale _scale;
    private readonly RandomStream _random;
    private readonly int[] _served; // of each direction
    private readonly int[] _nearest; // of each individual, the direction
    private readonly double[] _distances; // of each individual, to the line of that direction, squared
    private readonly int[] _waiting;
    private readonly int[] _least;
    private readonly double[] _scaled;

    public ReferenceSurvival(int size, int capacity, int objectives, RandomStream random)
        : base(size, capacity, objectives)
    {
        _directions = ReferenceDirections.Of(objectives, size);
        _random = random;
        _scale = new ObjectiveScale(objectives);
        _served = new int[_directions.Length / objectives];
        (_least, _scaled) = (new int[_served.Length], new double[objectives]);
        (_nearest, _distances, _waiting) = (new int[capacity], new double[capacity], new int[capacity]);
    }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<double> values, ReadOnlySpan<int> front)
    {
    }

    /// <inheritdoc/>
    protected override void TakePart(ReadOnlySpan<double> values, ReadOnlySpan<int> before, ReadOnlySpan<int> front, int count, Span<bool> survives)
    {
        _scale.Learn(values, before, front);
        Array.Clear(_served);
        foreach (var member in before)
        {
            Associate(values, member);
            _served[_nearest[member]]++;
        }

        foreach (var member in front)
        {
            Associate(values, member);
        }

        front.CopyTo(_waiting);
        var waiting = _waiting.AsSpan(0, front.Length);
        while (count > 0)
        {
            var place = Pick(waiting);
            survives[waiting[place]] = true;
            _served[_nearest[waiting[place]]]++;
            waiting[place] = waiting[^1];
            waiting = waiting[..^1];
            count--;
        }
    }

    private void Associate(ReadOnlySpan<double> values, int member)
    {
        _scale.Scale(values.Slice(member * ObjectiveCount, ObjectiveCount), _scaled);
        var (nearest, best) = (0, double.NegativeInfinity);
        for (var direction = 0; direction < _served.Length; direction++)
        {
            var along = 0.0;
            for (var objective = 0; objective < _scaled.Length; objective++)
            {
                along += _scaled[objective] * _directions[(direction * _scaled.Length) + objective];
            }

            (nearest, best) = along > best ? (direction, along) : (nearest, best);
        }

        var length = 0.0;
        foreach (var value in _scaled)
        {
            length += value * value;
        }

        (_nearest[member], _distances[member]) = (nearest, length - (best * best));
    }

    /// <summary>One that waits, of the directions served least; the nearest where it is the first of its direction, else any.</summary>
    private int Pick(ReadOnlySpan<int> waiting)
    {
        var direction = LeastServed(waiting);
        var (picked, seen) = (-1, 0);
        for (var place = 0; place < waiting.Length; place++)
        {
            if (_nearest[waiting[place]] != direction)
            {
                continue;
            }

            seen++;
            var isBetter = _served[direction] == 0
                ? picked < 0 || _distances[waiting[place]] < _distances[waiting[picked]]
                : _random.Next(seen) == 0;
            picked = isBetter ? place : picked;
        }

        return picked;
    }

    private int LeastServed(ReadOnlySpan<int> waiting)
    {
        var (least, count) = (int.MaxValue, 0);
        foreach (var member in waiting)
        {
            least = Math.Min(least, _served[_nearest[member]]);
        }

        foreach (var member in waiting)
        {
            var direction = _nearest[member];
            if (_served[direction] == least && !_least.AsSpan(0, count).Contains(direction))
            {
                _least[count++] = direction;
            }
        }

        return _least[_random.Next(count)];
    }
}
