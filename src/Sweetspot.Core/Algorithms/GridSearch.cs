namespace Sweetspot.Core;

/// <summary>
/// Every feasible point of the grid with at most <see cref="AlgorithmSettings.GridLevels"/> levels of each integer and real gene, in the
/// order of <see cref="SearchSpace.EnumerateGrid"/>. It is exhausted when the grid is. Never waits for results.
/// </summary>
public sealed class GridSearch : SequentialSearch
{
    private readonly IEnumerator<Candidate> _points;
    private bool _isStarted;

    /// <summary>Makes one.</summary>
    public GridSearch(AlgorithmSettings settings)
        : base(settings) =>
        _points = settings.Space.Space.EnumerateGrid(settings.GridLevels).Where(settings.Space.IsFeasible).GetEnumerator();

    private protected override Candidate? Propose()
    {
        if (!_isStarted && !_points.MoveNext())
        {
            var limits = string.Join(" and ", Settings.Space.Constraints.Select(limit => $"\"{limit.Text}\""));
            throw new ImpossibleSpaceException(
                $"no point of the grid of {Settings.GridLevels} levels a gene keeps {limits}. Raise the levels, raise a limit or widen the space.");
        }

        _isStarted = true;
        var point = Moved(_points.Current);
        IsAtEnd = !_points.MoveNext() || point is null;
        return point;
    }
}
