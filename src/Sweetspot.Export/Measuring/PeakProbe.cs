using System.Diagnostics;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using Sweetspot.Planning;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>FLOP/s of a 512³ single-precision matrix product in ONNX Runtime on one thread: its kernels may be faster than those of the trainer.</summary>
public static class PeakProbe
{
    private const int Side = 512;
    private const int Repeats = 100; // short ones, so that some run undisturbed on a busy machine

    /// <summary>The best of 100 products, while nothing else of ours runs.</summary>
    public static async Task<double> MeasureAsync(MeasuringRoom room, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(room);
        using var alone = await room.Enter(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => 2.0 * Side * Side * Side / BestSeconds(), cancellationToken).ConfigureAwait(false);
    }

    private static double BestSeconds()
    {
        using var options = OnnxSession.Options(threads: 1);
        using var session = new InferenceSession(Product(), options);
        using var input = OrtValue.CreateTensorValueFromMemory(Ones(), [Side, Side]);
        using var run = new RunOptions();
        return Enumerable.Range(0, Repeats).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            using var results = session.Run(run, ["x"], [input], ["y"]);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
    }

    private static byte[] Product()
    {
        var graph = new GraphBuilder("product", new Dictionary<string, WeightTensor>());
        var value = graph.Node("MatMul", [graph.Input("x", DataType.Float, Side, Side), graph.Floats("w", new WeightTensor([Side, Side], Ones()))]);
        graph.Output("y", value, Side, Side);
        var model = new ModelProto { IrVersion = 9, Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 20 });
        return model.ToByteArray();
    }

    private static float[] Ones() => [.. Enumerable.Repeat(1f, Side * Side)];
}
