namespace Sweetspot.Core;

/// <summary>Of a front that does not fit, the loneliest survive (NSGA-II).</summary>
internal sealed class CrowdingSurvival : Survival
{
    private readonly CrowdingDistance _crowding = new();
    private readonly KeySorter _sorter = new();
    private readonly double[] _lonely; // of each individual
    private readonly double[] _distances; // of a front's members
    private readonly int[] _order;

    public CrowdingSurvival(int size, int capacity, int objectives)
        : base(size, capacity, objectives)
    {
        (_lonely, _distances, _order) = (new double[capacity], new double[capacity], new int[capacity]);
        _crowding.Reserve(capacity);
        _sorter.Reserve(capacity);
    }

    /// <inheritdoc/>
    public override bool Prefers(int one, int other) => base.Prefers(one, other) || (AreOfOneRank(one, other) && _lonely[one] > _lonely[other]);

    /// <inheritdoc/>
    public override void Move(int from, int to)
    {
        base.Move(from, to);
        _lonely[to] = _lonely[from];
    }

    /// <inheritdoc/>
    protected override void Take(ReadOnlySpan<double> values, ReadOnlySpan<int> front)
    {
        _crowding.Measure(values, ObjectiveCount, front, _distances.AsSpan(0, front.Length));
        for (var member = 0; member < front.Length; member++)
        {
            _lonely[front[member]] = _distances[member];
        }
    }

    /// <inheritdoc/>
    protected override void TakePart(ReadOnlySpan<double> values, ReadOnlySpan<int> before, ReadOnlySpan<int> front, int count, Span<bool> survives)
    {
        Take(values, front);
        for (var member = 0; member < front.Length; member++)
        {
            (_distances[member], _order[member]) = (-_distances[member], member);
        }

        _sorter.Sort(_distances.AsSpan(0, front.Length), _order.AsSpan(0, front.Length));
        for (var place = 0; place < count; place++)
        {
            survives[front[_order[place]]] = true;
        }
    }
}
