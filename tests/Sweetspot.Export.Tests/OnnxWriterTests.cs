using Onnx;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Export.Tests;

public class OnnxWriterTests
{
    [Fact]
    public void Write_Mlp_ReadsBackWithVersionsAndAnyBatch()
    {
        var model = ModelProto.Parser.ParseFrom(OnnxWriter.Write(Models.Mlp(4, [8], 3)));

        Assert.Equal(9, model.IrVersion);
        Assert.Equal(20, Assert.Single(model.OpsetImport).Version);
        Assert.Equal(["Gemm", "Relu", "Gemm", "Softmax"], model.Graph.Node.Select(node => node.OpType));
        Assert.Equal(["features: batch,4"], model.Graph.Input.Select(Text));
        Assert.Equal(["scores: batch,3", "probabilities: batch,3"], model.Graph.Output.Select(Text));
        Assert.Equal([8L, 4], model.Graph.Initializer.Single(tensor => tensor.Name == "hidden0.weight").Dims);
    }

    [Fact]
    public void Write_Metadata_HoldWhatIsNeededToUseIt()
    {
        var model = Models.Cnn(6, 2) with { Metadata = new Dictionary<string, string> { ["sweetspot.encoder"] = "{…}" } };

        var metadata = ModelProto.Parser.ParseFrom(OnnxWriter.Write(model)).MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);

        Assert.Equal("cnn", metadata["family"]);
        Assert.Equal("cnn 2 k3", metadata["shape"]);
        Assert.Equal("""["猫","dog \"2\""]""", metadata["labels"]);
        Assert.Equal("pixels: in the graph: (pixel − mean) / deviation by channel, means 100, deviations 50; give raw values 0..255", metadata["normalisation"]);
        Assert.Equal("{…}", metadata["sweetspot.encoder"]);
    }

    [Fact]
    public void Write_EqualTensors_AreStoredOnce()
    {
        var model = Models.Mlp(4, [4, 4], 4);
        model = model with { Weights = model.Weights.ToDictionary(pair => pair.Key, pair => model.Weights[pair.Key.EndsWith("bias", StringComparison.Ordinal) ? "output.bias" : "output.weight"]) };

        var proto = ModelProto.Parser.ParseFrom(OnnxWriter.Write(model));

        Assert.Equal(["hidden0.weight", "hidden0.bias"], proto.Graph.Initializer.Select(tensor => tensor.Name));
        Assert.Equal(3, proto.Graph.Node.Count(node => node.Input.Contains("hidden0.weight")));
    }

    [Fact]
    public void Write_TensorMissing_NamesIt()
    {
        var model = Models.Mlp(4, [8], 3) with { Weights = new Dictionary<string, WeightTensor>() };

        var exception = Assert.Throws<ArgumentException>(() => OnnxWriter.Write(model));

        Assert.StartsWith("the model has no tensor \"hidden0.weight\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_UnknownFamily_SaysWhatToDo()
    {
        var exception = Assert.Throws<UserInputException>(() => OnnxWriter.Write(Models.Mlp(4, [], 2) with { Shape = new StrangeShape { Outputs = 2 } }));

        Assert.Equal("family: \"strange\" cannot be written as ONNX; use --format weights.", exception.Message);
    }

    private static string Text(ValueInfoProto value) =>
        $"{value.Name}: {string.Join(',', value.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimParam is { Length: > 0 } name ? name : $"{dimension.DimValue}"))}";

    private sealed record StrangeShape : ModelShape
    {
        public override InputShape Input { get; init; } = InputShape.Numbers(4);

        public override string Family => "strange";

        public override string Describe() => "strange";
    }
}
