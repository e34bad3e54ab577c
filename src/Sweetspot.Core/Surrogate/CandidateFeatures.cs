namespace Sweetspot.Core;

/// <summary>Candidates as points for a <see cref="GaussianProcess"/>: what makes two of them alike.</summary>
/// <remarks>
/// Each gene has a place on its own scale (a word: the same or another); one that is not active has none (NaN). A short list of numbers has both, its place and whether it is the
/// same: its order may say much or, where numbers are mere names, nothing.
/// One weight is for how often each value occurs among genes with the same list, since three and more such genes are
/// likely the same kind of part in several places. One is for whether there is any at all, where 0 stands before numbers that span a factor of ten: on their scale it has no place, and it often
/// means that a part is absent. One is for what is computed of a candidate (parameters, operations), as logarithms. What of all this matters is left to the data (<see cref="Forms"/>).
/// </remarks>
internal sealed class CandidateFeatures
{
    private const double WideSpan = 10;

    private readonly List<Gene> _genes;
    private readonly List<Gene> _short;
    private readonly IReadOnlyList<(IReadOnlyList<Gene> Genes, GeneValue Value)> _counts;
    private readonly List<string> _computed;
    private readonly List<Gene> _absent;
    private readonly Func<Candidate, IReadOnlyDictionary<string, Measurement>>? _compute;
    private readonly Dictionary<string, (double Least, double Most)> _ranges = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="space">The space.</param>
    /// <param name="compute">What is known of a candidate; null: nothing.</param>
    /// <param name="examples">A few candidates, with the largest and the smallest: they say which quantities there are, and how far they range.</param>
    public CandidateFeatures(SearchSpace space, Func<Candidate, IReadOnlyDictionary<string, Measurement>>? compute, IReadOnlyList<Candidate> examples)
    {
        _compute = compute;
        _genes = [.. space.Genes.Where(gene => gene.LevelCount is not 1)];
        _short = [.. _genes.Where(gene => gene.IsOrdered && gene.LevelCount is > 2 and <= AlikeGenes.ShortList)];
        _counts =
        [
            .. from genes in AlikeGenes.Of(space)
               from level in Enumerable.Range(0, (int)genes[0].LevelCount!.Value)
               select (genes, genes[0].Level(level)),
        ];
        _computed = compute is null || examples.Count == 0 ? [] : Ranges([.. examples.Select(compute)]);
        _absent = [.. _genes.Where(MayBeAbsent)];
        int[] groups = [.. Enumerable.Range(0, _genes.Count), .. Shared(_short.Count, 0), .. Shared(_counts.Count, 1), .. Shared(_absent.Count, 2), .. Shared(_computed.Count, 3)];
        IEnumerable<int> Shared(int count, int kind) => Enumerable.Repeat(
            _genes.Count + (kind > 0 && _short.Count > 0 ? 1 : 0) + (kind > 1 && _counts.Count > 0 ? 1 : 0) + (kind > 2 && _absent.Count > 0 ? 1 : 0), count);
        int[] seen = [.. groups.Select((group, index) => index < groups.Length - _computed.Count ? group : -1)];
        IEnumerable<int[]> groupings = _computed.Count == 0 ? [groups] : [groups, seen];
        Forms =
        [
            .. from grouping in _short.Count == 0 ? groupings : groupings.SelectMany(one => new[] { one, Exchanged(one) })
               from levels in new[] { FitLevels.Search, FitLevels.SearchWhole }
               select new ModelForm(grouping, levels),
        ];
    }

    /// <summary>
    /// Every way to model that is worth a try: places of a short list with a weight a gene and sameness with one for all, or the reverse; with what is computed and without; with main effects and without.
    /// </summary>
    public IReadOnlyList<ModelForm> Forms { get; }

    /// <summary>A candidate's coordinates.</summary>
    public double[] Of(Candidate candidate) => Of(candidate, _computed.Count > 0 ? _compute!(candidate) : null);

    /// <summary>A candidate's coordinates.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="known">What is computed of it; null: nothing.</param>
    public double[] Of(Candidate candidate, IReadOnlyDictionary<string, Measurement>? known)
    {
        var point = new double[Forms[0].Groups.Count];
        var next = 0;
        foreach (var gene in _genes)
        {
            point[next++] = Place(gene, candidate.Find(gene.Name), gene.IsOrdered);
        }

        foreach (var gene in _short)
        {
            point[next++] = Place(gene, candidate.Find(gene.Name), isOrdered: false);
        }

        foreach (var (genes, value) in _counts)
        {
            point[next++] = genes.Count(gene => candidate.Find(gene.Name) == value) / (double)genes.Count;
        }

        foreach (var gene in _absent)
        {
            point[next++] = candidate.Find(gene.Name) is { } value ? Math.Sign(value.Number) : double.NaN;
        }

        foreach (var name in _computed)
        {
            var (least, most) = _ranges[name];
            point[next++] = known is not null && known.TryGetValue(name, out var measurement) && measurement.Value > 0
                ? (Math.Log(Math.Min(measurement.Value, double.MaxValue)) - least) / (most - least)
                : double.NaN;
        }

        return point;
    }

    /// <summary>The same with the weights of the two coordinates of each short list exchanged.</summary>
    private int[] Exchanged(int[] groups)
    {
        int[] exchanged = [.. groups];
        foreach (var (index, gene) in _short.Index())
        {
            var (place, same) = (_genes.IndexOf(gene), _genes.Count + index);
            (exchanged[place], exchanged[same]) = (groups[same], groups[place]);
        }

        return exchanged;
    }

    private static bool MayBeAbsent(Gene gene) => gene is ListGene { IsOrdered: true, IsNumeric: true, Values: [var none, var least, .., var most] }
        && none.Number == 0 && least.Number > 0 && most.Number >= WideSpan * least.Number;

    private static double Place(Gene gene, GeneValue? value, bool isOrdered) => value is not { } known ? double.NaN
        : isOrdered && gene.IsScale ? gene.ToUnit(known)
        : Math.Floor(gene.ToUnit(known) * gene.LevelCount!.Value) / (isOrdered ? Math.Max(1, gene.LevelCount.Value - 1) : 1);

    private List<string> Ranges(List<IReadOnlyDictionary<string, Measurement>> known)
    {
        foreach (var name in known[0].Keys.Order(StringComparer.Ordinal))
        {
            var values = known.Select(quantities => quantities.TryGetValue(name, out var measurement) ? measurement.Value : double.NaN).ToList();
            if (values.TrueForAll(value => value > 0 && double.IsFinite(value)) && values.Max() > values.Min() * (1 + 1e-9))
            {
                _ranges[name] = (Math.Log(values.Min()), Math.Log(values.Max()));
            }
        }

        return [.. _ranges.Keys.Order(StringComparer.Ordinal)];
    }
}
