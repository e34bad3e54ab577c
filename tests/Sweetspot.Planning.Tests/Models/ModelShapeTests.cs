using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public sealed class ModelShapeTests
{
    [Fact]
    public void Describe_ShapesThatDiffer_HaveDifferentTexts()
    {
        var mlps = from depth in Enumerable.Range(1, 3) from width in new[] { 8, 16, 64 } select Candidate(("family", "mlp"), ("depth", depth), ("width", width));
        var cnns = from stages in Enumerable.Range(1, 2)
                   from channels in new[] { 4, 8 }
                   from convolutions in new[] { 1, 2 }
                   from kernel in new[] { 3, 5 }
                   from dense in new[] { 0, 32 }
                   select Candidate(
                       ("family", "cnn"), ("stages", stages), ("channels", channels), ("convolutions", convolutions), ("kernel", kernel), ("dense", dense));

        var shapes = mlps.Concat(cnns).Select(candidate => ModelShape.Decode(candidate, new InputShape(1, 8, 8), 10)).ToList();

        // Measured latencies are remembered by this text.
        Assert.Equal(shapes.Count, shapes.Select(shape => shape.Describe()).Distinct().Count());
        Assert.Equal(shapes.Count, shapes.Distinct().Count());
    }

    private static Candidate Candidate(params (string Name, object Value)[] genes) => new(genes.Select(gene => KeyValuePair.Create(
        gene.Name, gene.Value is int number ? GeneValue.Of(number) : GeneValue.Of((string)gene.Value))));
}
