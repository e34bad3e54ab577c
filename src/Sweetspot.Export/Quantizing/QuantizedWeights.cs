using System.Runtime.InteropServices;
using Onnx;

namespace Sweetspot.Export;

/// <summary>Weights as 8-bit integers with one scale an output: w ≈ scale · q, q within ±63.</summary>
/// <remarks>
/// Seven bits, not eight: processors without VNNI add two products of an unsigned and a signed byte in 16 bits, which overflow without a word beyond ±64. So a model answers
/// alike wherever it runs.
/// </remarks>
/// <param name="Values">[outputs × numbers of each].</param>
/// <param name="Scales">[outputs].</param>
internal sealed record QuantizedWeights(sbyte[] Values, float[] Scales)
{
    private const int Limit = 63;
    private const float Smallest = 1e-9f;

    /// <param name="values">[outputs × numbers of each].</param>
    /// <param name="outputs">Outputs.</param>
    public static QuantizedWeights Of(ReadOnlySpan<float> values, int outputs)
    {
        var each = values.Length / outputs;
        var numbers = new sbyte[values.Length];
        var scales = new float[outputs];
        for (var output = 0; output < outputs; output++)
        {
            var largest = Smallest;
            foreach (var value in values.Slice(output * each, each))
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            scales[output] = largest / Limit;
            for (var index = output * each; index < (output + 1) * each; index++)
            {
                numbers[index] = (sbyte)Math.Clamp(MathF.Round(values[index] / scales[output]), -Limit, Limit);
            }
        }

        return new QuantizedWeights(numbers, scales);
    }

    /// <summary>Numbers of a float tensor.</summary>
    public static float[] Floats(TensorProto tensor) =>
        tensor.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];

    /// <summary>[rows × columns] to [columns × rows].</summary>
    public static T[] Transposed<T>(T[] values, int rows)
    {
        var columns = values.Length / rows;
        var turned = new T[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            turned[(index % columns * rows) + (index / columns)] = values[index];
        }

        return turned;
    }
}
