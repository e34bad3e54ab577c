namespace Sweetspot.Core.Tests;

/// <summary>Constraints written as plain delegates, as Planning's parser would make them.</summary>
internal static class Limits
{
    /// <summary><c>name &lt;= bound</c>.</summary>
    public static Constraint AtMost(string name, double bound, Knowledge knowledge = Knowledge.Computed) => new(
        FormattableString.Invariant($"{name} <= {bound}"),
        knowledge,
        [name],
        lookup => lookup(name) is { } value ? (value.Number - bound) / Math.Abs(bound) : null,
        lookup => FormattableString.Invariant($"{name} = {lookup(name)!.Value.Number:#,0.###}"));

    /// <summary><c>name &gt;= bound</c>.</summary>
    public static Constraint AtLeast(string name, double bound, Knowledge knowledge = Knowledge.Computed) => new(
        FormattableString.Invariant($"{name} >= {bound}"),
        knowledge,
        [name],
        lookup => lookup(name) is { } value ? (bound - value.Number) / Math.Abs(bound) : null,
        lookup => FormattableString.Invariant($"{name} = {lookup(name)!.Value.Number:#,0.###}"));

    /// <summary>C05: layers 1..4, width 8..128, 100 &lt;= layers * width &lt;= 130.</summary>
    public static FeasibleSpace SizeWindow()
    {
        var size = new DerivedValue(
            "size", "layers * width", ["layers", "width"], lookup => GeneValue.Of(lookup("layers")!.Value.Number * lookup("width")!.Value.Number));
        var space = new SearchSpace([new IntegerGene("layers", 1, 4), new IntegerGene("width", 8, 128)], [size]);
        return new FeasibleSpace(space, [AtLeast("size", 100, Knowledge.Genes), AtMost("size", 130, Knowledge.Genes)]);
    }

    /// <summary>One multi-layer shape: family, depth, width, and a dropout of large networks only.</summary>
    public static SearchSpace MixedSpace() => new(
    [
        new CategoricalGene("family", [GeneValue.Of("mlp"), GeneValue.Of("cnn")]),
        new IntegerGene("depth", 1, 4),
        new IntegerGene("width", 8, 512, GeneScale.Log, 8),
        new OrderedGene("kernel", [GeneValue.Of(3), GeneValue.Of(5), GeneValue.Of(7)], Is("family", "cnn")),
        new RealGene("dropout", 0.01, 0.5, GeneScale.Log, Is("family", "mlp")),
    ]);

    /// <summary><c>gene == 'word'</c>.</summary>
    public static Condition Is(string gene, string word) => new($"{gene} == '{word}'", [gene], lookup => lookup(gene)?.Text == word);

    /// <summary>Made-up parameters of a point of <see cref="MixedSpace"/>.</summary>
    public static Dictionary<string, Measurement> Parameters(Candidate candidate) => new()
    {
        ["parameters"] = Metrics.Parameters.Computed(
            candidate.Number("depth", 1) * Math.Pow(candidate.Number("width"), 2) * Math.Pow(candidate.Number("kernel", 1), 2)),
    };
}
