using System.Text;
using Google.Protobuf;
using Onnx;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.TestKit;

namespace Sweetspot.Export.Tests;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NoSuchFile_SaysSo() => Assert.Equal("nowhere.onnx: there is no such file; give an ONNX model.", Refused("nowhere.onnx"));

    [Theory]
    [InlineData("")]
    [InlineData("this is only text, and no model at all")]
    [InlineData("PK\u0003\u0004 an archive")]
    public void Read_NotOnnx_SaysSo(string text)
    {
        var path = Path.Combine(_folder.Path, "text.onnx");
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));

        Assert.Equal($"{path}: is not an ONNX model, or is cut off; give a whole .onnx file.", Refused(path));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void Read_Truncated_SaysSo(double share)
    {
        var path = Path.Combine(_folder.Path, "cut.onnx");
        var bytes = OnnxWriter.Write(Models.Mlp(4, [8], 3));
        File.WriteAllBytes(path, bytes[..(int)(share * bytes.Length)]);

        Assert.Equal($"{path}: is not an ONNX model, or is cut off; give a whole .onnx file.", Refused(path));
    }

    [Fact]
    public void Read_UnknownDomain_NamesItAndItsOperators()
    {
        var model = HandMade.Convolutions();
        model.Graph.Node[0].Domain = "acme.secret";
        var path = HandMade.Write(_folder.Path, HandMade.Model(model.Graph, "acme.secret"));

        Assert.Equal($"{path}: operators of the unknown domain \"acme.secret\" (Conv); export the model with standard operators.", Refused(path));
    }

    [Fact]
    public void Read_ExternalDataMissingOrCutOff_SaysSo()
    {
        var path = External(Models.Mlp(4, [8], 3), out var data);
        var whole = File.ReadAllBytes(data);

        File.WriteAllBytes(data, whole[..^4]);
        Assert.Equal($"{path}: its external data \"weights.bin\" are cut off: {whole.Length - 4} bytes where {whole.Length} are needed.", Refused(path));
        File.Delete(data);
        Assert.Equal($"{path}: its external data \"weights.bin\" are missing; put that file beside it.", Refused(path));
    }

    [Fact]
    public void Meter_ExternalData_CountsItInSizeFlopsAndParameters()
    {
        var path = External(Models.Mlp(4, [8], 3), out var data);

        var file = OnnxFile.Read(path);
        var meter = new OnnxMeter(file, new Dictionary<string, int>());

        Assert.Equal(new FileInfo(path).Length + new FileInfo(data).Length, file.TotalBytes);
        Assert.Equal(67, meter.Parameters);
        Assert.Equal(112, meter.Flops(1).Single(cost => cost.Operator == "Gemm").Flops);
    }

    [Fact]
    public void Meter_ModelThatOnnxRuntimeRefuses_IsOneLine()
    {
        var graph = new GraphBuilder("wrong", new Dictionary<string, WeightTensor>());
        var x = graph.Input("x", TensorProto.Types.DataType.Float, "batch", 4);
        graph.Output("y", graph.Node("NoSuchOperator", [x]), "batch", 4);
        var file = OnnxFile.Read(HandMade.Write(_folder.Path, HandMade.Model(graph.Graph)));

        var exception = Assert.Throws<UserInputException>(() => new OnnxMeter(file, new Dictionary<string, int>()));

        Assert.StartsWith($"{file.Path}: ONNX Runtime says: ", Assert.Single(exception.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Contains("NoSuchOperator", exception.Message, StringComparison.Ordinal);
    }

    private static string Refused(string path) => Assert.Single(Assert.Throws<UserInputException>(() => OnnxFile.Read(path)).Problems);

    /// <summary>Moves the tensors of a model into a file beside it.</summary>
    private string External(TrainedModel model, out string data)
    {
        var proto = ModelProto.Parser.ParseFrom(OnnxWriter.Write(model));
        data = Path.Combine(_folder.Path, "weights.bin");
        using var file = File.Create(data);
        foreach (var tensor in proto.Graph.Initializer)
        {
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights.bin" });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = $"{file.Position}" });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = $"{tensor.RawData.Length}" });
            file.Write(tensor.RawData.Span);
            tensor.RawData = ByteString.Empty;
        }

        return HandMade.Write(_folder.Path, proto);
    }
}
