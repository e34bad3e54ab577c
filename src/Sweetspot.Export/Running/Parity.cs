using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Compares an exported graph with the model it was made from.</summary>
public static class Parity
{
    /// <summary>Runs the graph on examples and compares.</summary>
    /// <param name="onnx">The bytes of the file.</param>
    /// <param name="answer">What the outputs stand for.</param>
    /// <param name="rows">Examples.</param>
    /// <param name="inputs">They, by the name of the graph's input.</param>
    /// <param name="wanted">The trained model's answers, [rows × outputs]; a number is on the data's scale.</param>
    /// <exception cref="UserInputException">ONNX Runtime cannot run it.</exception>
    public static ParityResult Compare(byte[] onnx, ModelAnswer answer, int rows, IReadOnlyDictionary<string, Array> inputs, double[] wanted)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(wanted);
        using var session = new OnnxSession(onnx, "the exported graph");
        var given = session.Answer(answer.Output, rows, inputs);
        var greatest = given.Length == wanted.Length ? 0 : double.NaN;
        for (var index = 0; index < given.Length && !double.IsNaN(greatest); index++)
        {
            var difference = answer.RelativeDifference(wanted[index], given[index]);
            greatest = double.IsNaN(difference) ? double.NaN : Math.Max(greatest, difference);
        }

        return new ParityResult(rows, greatest);
    }
}
