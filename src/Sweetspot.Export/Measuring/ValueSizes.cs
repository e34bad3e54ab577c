using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Sizes of values that ONNX Runtime holds.</summary>
internal static class ValueSizes
{
    /// <summary>Dimensions; null where it is no tensor.</summary>
    public static long[]? SizesOf(OrtValue value) => value.IsTensor ? value.GetTensorTypeAndShape().Shape : null;

    /// <summary>Bytes of a tensor; 0 for others.</summary>
    public static long BytesOf(OrtValue value)
    {
        if (!value.IsTensor)
        {
            return 0;
        }

        var tensor = value.GetTensorTypeAndShape();
        return tensor.ElementDataType == TensorElementType.String ? 0 : tensor.ElementCount * Tensors.BitsOf((DataType)(int)tensor.ElementDataType) / 8;
    }
}
