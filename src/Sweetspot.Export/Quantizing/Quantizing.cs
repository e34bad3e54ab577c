using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Turns an exported model into one of a given precision.</summary>
public static class Quantizing
{
    /// <summary>The model in a precision; as it is where that runs in 32 bits.</summary>
    /// <param name="model">The bytes of an ONNX file of floats.</param>
    /// <param name="precision">The precision.</param>
    /// <param name="rows">Calibration examples; only static quantisation looks at them.</param>
    /// <param name="inputs">They, by the name of the graph's input: training rows, never validation or test rows.</param>
    /// <exception cref="UserInputException">The model has no layer that can be quantised so.</exception>
    public static byte[] Apply(byte[] model, Precision precision, int rows, IReadOnlyDictionary<string, Array> inputs) => precision switch
    {
        Precision.Int8Dynamic => OnnxQuantizer.Dynamic(model),
        Precision.Int8Static => OnnxQuantizer.Static(model, rows, inputs),
        _ => model,
    };
}
