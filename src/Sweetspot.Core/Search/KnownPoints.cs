namespace Sweetspot.Core;

/// <summary>The only points of a space that there are, where they are few: the rows of a table.</summary>
public sealed class KnownPoints
{
    private readonly SearchSpace _space;
    private readonly IReadOnlyList<Candidate> _points;
    private readonly HashSet<string> _keys;
    private readonly double[] _places; // [points × genes]: 0..1 on an ordered gene, the index of a word otherwise

    /// <summary>Makes one of distinct points of a space whose genes are all active.</summary>
    public KnownPoints(SearchSpace space, IReadOnlyList<Candidate> points)
    {
        (_space, _points) = (space, points);
        _keys = new HashSet<string>(points.Select(point => point.Key), StringComparer.Ordinal);
        _places = [.. points.SelectMany(Places)];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Candidate> All => _points;

    /// <summary>How many there are.</summary>
    public int Count => _points.Count;

    /// <summary>Whether this is one of them.</summary>
    public bool Contains(Candidate candidate) => _keys.Contains(candidate.Key);

    /// <summary>
    /// The nearest that is not taken, or null where all are. Distance is the sum over genes: steps of an order as a share of all its steps, 1 for another
    /// word. One of several as near is drawn.
    /// </summary>
    public Candidate? Nearest(Candidate candidate, Func<Candidate, bool> isTaken, RandomStream random)
    {
        var (wanted, width) = (Places(candidate).ToArray(), _space.Genes.Length);
        var (nearest, least, ties) = (-1, double.PositiveInfinity, 0);
        for (var point = 0; point < _points.Count; point++)
        {
            var distance = 0.0;
            for (var gene = 0; gene < width && distance <= least; gene++)
            {
                distance += Math.Min(1, Math.Abs(_places[(point * width) + gene] - wanted[gene]));
            }

            if (distance > least || isTaken(_points[point]))
            {
                continue;
            }

            ties = distance < least ? 1 : ties + 1;
            nearest = ties == 1 || random.Next(ties) == 0 ? point : nearest;
            least = distance;
        }

        return nearest < 0 ? null : _points[nearest];
    }

    private IEnumerable<double> Places(Candidate candidate) => _space.Genes.Select(gene => (gene, value: candidate.Find(gene.Name)!.Value)).Select(pair =>
    {
        var place = Math.Floor(pair.gene.ToUnit(pair.value) * pair.gene.LevelCount!.Value);
        return pair.gene.IsOrdered ? place / Math.Max(1, pair.gene.LevelCount.Value - 1) : place;
    });
}
