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
                   from block in new[] { "plain", "residual", "separable" }
                   select Candidate(
                       ("family", "cnn"), ("stages", stages), ("channels", channels), ("convolutions", convolutions), ("kernel", kernel), ("dense", dense), ("block", block));
        var vits = from depth in new[] { 1, 2 }
                   from width in new[] { 8, 16 }
                   from heads in new[] { 1, 2 }
                   from patch in new[] { 2, 4 }
                   select Candidate(("family", "vit"), ("depth", depth), ("width", width), ("heads", heads), ("patch", patch));

        var shapes = mlps.Concat(cnns).Concat(vits).Select(candidate => ModelShape.Decode(candidate, new InputShape(1, 8, 8), 10)).ToList();

        // Measured latencies are remembered by this text.
        Assert.Equal(shapes.Count, shapes.Select(shape => shape.Describe()).Distinct().Count());
        Assert.Equal(shapes.Count, shapes.Distinct().Count());
    }

    [Theory]
    [InlineData("family=cnn stages=5", "stages: 5 stages need images of at least 32 pixels a side; these are 24×16.")]
    [InlineData("family=cnn kernel=4", "kernel: 4 is not an odd kernel size; use 1, 3, 5 or 7.")]
    [InlineData("family=cnn block=dense", "block: \"dense\" is not a block of a cnn; use plain, residual or separable.")]
    [InlineData("family=vit patch=17", "patch: 17 pixels a side do not fit into images of 24×16; use 1 to 16.")]
    [InlineData("family=vit patch=8 resolution=4", "patch: 8 pixels a side do not fit into images of 6×4; use 1 to 4.")]
    [InlineData("family=vit width=48 heads=5", "heads: 5 heads do not divide a width of 48; use 1, 2, 3, 4, 6, 8, 12 or 16.")]
    [InlineData("family=vit width=1 heads=2", "heads: 2 heads do not divide a width of 1; use 1.")]
    [InlineData("family=mlp resolution=32", "resolution: 32 pixels cannot be had of images of 24×16; use 1 to 16.")]
    [InlineData("family=forest", "family: \"forest\" is not a model family; use linear, mlp, cnn or vit, or for ratings mf, ncf or towers.")]
    public void Decode_GenesThatMakeNoModel_SaysWhyAndWhatToUse(string genes, string message)
    {
        var exception = Assert.Throws<UserInputException>(() => ModelShape.Decode(Parse(genes), new InputShape(3, 24, 16), 10));

        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData("cnn")]
    [InlineData("vit")]
    public void Decode_ImageFamilyOfTable_SaysImagesAreNeeded(string family)
    {
        var exception = Assert.Throws<UserInputException>(() => ModelShape.Decode(Parse($"family={family}"), InputShape.Numbers(8), 2));

        Assert.Equal($"family: \"{family}\" needs images; this data is a table, use linear or mlp.", exception.Message);
    }

    [Theory]
    [InlineData(8, 12, 8)]
    [InlineData(11, 16, 11)]
    [InlineData(16, 24, 16)]
    public void Decode_Resolution_ScalesBothSidesByTheShorter(int resolution, int height, int width)
    {
        var shape = ModelShape.Decode(Parse($"family=vit patch=4 resolution={resolution}"), new InputShape(3, 24, 16), 10);

        Assert.Equal(new InputShape(3, height, width), shape.Input);
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(64, 2)]
    [InlineData(100, 2)]
    [InlineData(192, 6)]
    public void Decode_VitWithoutHeads_TakesHeadsOfAbout32ThatDivideTheWidth(int width, int heads) =>
        Assert.Equal(heads, Assert.IsType<VitShape>(ModelShape.Decode(Parse($"family=vit width={width}"), new InputShape(1, 8, 8), 2)).Heads);

    private static Candidate Parse(string genes) => Candidate([.. genes.Split(' ').Select(gene => gene.Split('=')).Select(
        pair => (pair[0], int.TryParse(pair[1], out var number) ? (object)number : pair[1]))]);

    private static Candidate Candidate(params (string Name, object Value)[] genes) => new(genes.Select(gene => KeyValuePair.Create(
        gene.Name, gene.Value is int number ? GeneValue.Of(number) : GeneValue.Of((string)gene.Value))));
}
