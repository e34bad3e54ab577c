namespace Sweetspot.Core;

/// <summary>Decides which individuals survive and which of two is preferred as a parent. Keeps its buffers.</summary>
internal abstract class Survival
{
    private readonly NonDominatedSort _sort = new();
    private readonly int[] _ranks;
    private readonly int[] _byRank;
    private readonly int[] _ends;
    private readonly bool[] _survives;

    /// <summary>Makes one that chooses <paramref name="size"/> of at most <paramref name="capacity"/>.</summary>
    protected Survival(int size, int capacity, int objectives)
    {
        (Size, ObjectiveCount) = (size, objectives);
        (_ranks, _byRank, _ends, _survives) = (new int[capacity], new int[capacity], new int[capacity], new bool[capacity]);
        _sort.Reserve(capacity, objectives);
    }

    /// <summary>How many survive.</summary>
    protected int Size { get; }

    protected int ObjectiveCount { get; }

    /// <summary>Ranks individuals and says which survive; valid until the next call.</summary>
    public ReadOnlySpan<bool> Select(ReadOnlySpan<double> values)
    {
        Choose(values, values.Length / ObjectiveCount);
        return _survives;
    }

    /// <summary>Whether one individual of the population is preferred to another; of equal ones, neither is.</summary>
    public virtual bool Prefers(int one, int other) => _ranks[one] < _ranks[other];

    /// <summary>An individual takes the place of another.</summary>
    public virtual void Move(int from, int to) => _ranks[to] = _ranks[from];

    protected bool AreOfOneRank(int one, int other) => _ranks[one] == _ranks[other];

    /// <summary>All of a front survive.</summary>
    protected abstract void Take(ReadOnlySpan<double> values, ReadOnlySpan<int> front);

    /// <summary>Marks as surviving <paramref name="count"/> of a front that does not fit as a whole.</summary>
    protected abstract void TakePart(ReadOnlySpan<double> values, ReadOnlySpan<int> before, ReadOnlySpan<int> front, int count, Span<bool> survives);

    private void Choose(ReadOnlySpan<double> values, int count)
    {
        var fronts = _sort.Rank(values, ObjectiveCount, _ranks);
        Group(count, fronts);
        Array.Clear(_survives);
        var start = 0;
        for (var front = 0; front < fronts && start < Size; front++)
        {
            var members = _byRank.AsSpan(start, _ends[front] - start);
            if (_ends[front] > Size)
            {
                TakePart(values, _byRank.AsSpan(0, start), members, Size - start, _survives);
                return;
            }

            foreach (var member in members)
            {
                _survives[member] = true;
            }

            Take(values, members);
            start = _ends[front];
        }
    }

    /// <summary>Lists individuals by rank, then by number.</summary>
    private void Group(int count, int fronts)
    {
        Array.Clear(_ends, 0, fronts);
        for (var index = 0; index < count; index++)
        {
            _ends[_ranks[index]]++;
        }

        var start = 0;
        for (var front = 0; front < fronts; front++)
        {
            (_ends[front], start) = (start, start + _ends[front]);
        }

        for (var index = 0; index < count; index++)
        {
            _byRank[_ends[_ranks[index]]++] = index;
        }
    }
}
