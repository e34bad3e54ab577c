using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The points of a table: each distinct value of a gene's column is a level, numbers in their order, words without one.</summary>
internal sealed class TableSpace
{
    private const double SparseShare = 0.5;
    private const string MembershipLimit = "the table has the point";

    private TableSpace(SearchSpace space, ImmutableArray<TablePoint> points)
    {
        (Space, Points) = (space, points);
        Known = new KnownPoints(space, [.. points.Select(point => point.Candidate)]);
        Product = space.Genes.Aggregate(1.0, (product, gene) => product * gene.LevelCount!.Value);
    }

    /// <summary>One gene a column.</summary>
    public SearchSpace Space { get; }

    /// <summary>The points, in the order of their first row.</summary>
    public ImmutableArray<TablePoint> Points { get; }

    /// <summary>The same for a search.</summary>
    public KnownPoints Known { get; }

    /// <summary>How many points all combinations of levels would be.</summary>
    public double Product { get; }

    /// <summary>Whether under half of the combinations exist, so that proposals move to the nearest row.</summary>
    public bool IsSparse => Points.Length < SparseShare * Product;

    /// <summary>The points of the given rows.</summary>
    public static TableSpace Of(IReadOnlyList<TableColumn> genes, IReadOnlyList<int> rows)
    {
        var isNumeric = genes.Select(gene => rows.All(row => gene.Number(row) is not null)).ToList();
        GeneValue ValueOf(int gene, int row) => isNumeric[gene] ? GeneValue.Of(genes[gene].Number(row)!.Value + 0.0) : GeneValue.Of(genes[gene].Cells[row]);
        var space = new SearchSpace(genes.Select((gene, index) => MakeGene(gene.Name, isNumeric[index], rows.Select(row => ValueOf(index, row)).Distinct())));
        var points = rows.GroupBy(row => new Candidate(genes.Select((gene, index) => KeyValuePair.Create(gene.Name, ValueOf(index, row)))))
            .Select(group => new TablePoint(group.Key, [.. group]));
        return new TableSpace(space, [.. points]);
    }

    /// <summary>What keeps a search to the points that exist, where most do.</summary>
    public Constraint Membership => new(
        MembershipLimit, Knowledge.Genes, [.. Space.Genes.Select(gene => gene.Name)],
        lookup => Known.Contains(new Candidate(Space.Genes.Select(gene => KeyValuePair.Create(gene.Name, lookup(gene.Name)!.Value)))) ? 0 : 1,
        _ => "it does not");

    /// <summary>In words: <c>399 of 448 combinations of h1 (7 levels), …</c></summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Points.Length:N0} of {Product:N0} combinations of {string.Join(", ", Space.Genes.Select(gene => string.Create(CultureInfo.InvariantCulture, $"{gene.Name} ({Counted.Of(gene.LevelCount ?? 0, "level")}{(gene.IsOrdered ? "" : " without an order")})")))}");

    private static Gene MakeGene(string name, bool isNumeric, IEnumerable<GeneValue> values) => isNumeric
        ? new OrderedGene(name, values.OrderBy(value => value.Number))
        : new CategoricalGene(name, values.OrderBy(value => value.Text, StringComparer.Ordinal));
}
