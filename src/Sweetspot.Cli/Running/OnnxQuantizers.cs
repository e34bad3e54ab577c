using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Quantises trained models as they would be exported, and answers rows in ONNX Runtime.</summary>
internal sealed class OnnxQuantizers : IQuantizer
{
    private const int Batch = 256;

    /// <inheritdoc/>
    public float[] Answer(ModelDescription model, IReadOnlyDictionary<string, WeightTensor> weights, Precision precision, EncodedData calibration, EncodedData rows)
    {
        var exported = OnnxFiles.ModelOf(model, weights);
        var file = Quantised(OnnxWriter.Write(exported), precision, calibration);
        using var session = new OnnxSession(file, "the quantised model");
        var answers = new List<float>(rows.Rows * model.Outputs);
        foreach (var part in Enumerable.Range(0, rows.Rows).Chunk(Batch))
        {
            var some = rows.Take(part);
            answers.AddRange(session.Answer(exported.Answer.Output, some.Rows, OnnxFiles.InputsOf(some)));
        }

        return [.. answers];
    }

    /// <summary>What is measured and what is exported comes from here.</summary>
    /// <param name="onnx">The bytes of an ONNX file of floats.</param>
    /// <param name="precision">The kind of integers.</param>
    /// <param name="calibration">Rows of <see cref="CalibrationSample.Of"/>.</param>
    public static byte[] Quantised(byte[] onnx, Precision precision, EncodedData calibration) =>
        Quantizing.Apply(onnx, precision, calibration.Rows, OnnxFiles.InputsOf(calibration));
}
