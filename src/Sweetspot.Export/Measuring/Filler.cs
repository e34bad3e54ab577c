using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Makes one input up.</summary>
internal static class Filler
{
    public static OrtValue Fill(string name, TensorElementType type, long[] sizes, RandomStream chance)
    {
        if (type == TensorElementType.String)
        {
            return OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, sizes);
        }

        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, sizes);
        var bytes = value.GetTensorMutableRawData();
        bytes.Clear();
        switch (type)
        {
            case TensorElementType.Float:
                Each<float>(bytes, () => (float)chance.NextGaussian());
                break;
            case TensorElementType.Double:
                Each(bytes, chance.NextGaussian);
                break;
            case TensorElementType.Float16:
                Each(bytes, () => (Half)chance.NextGaussian());
                break;
            case TensorElementType.BFloat16:
                Each(bytes, () => (ushort)(BitConverter.SingleToUInt32Bits((float)chance.NextGaussian()) >> 16));
                break;
            case TensorElementType.Bool:
                bytes.Fill(1);
                break;
            case TensorElementType.Int64 when IsMask(name):
                Each(bytes, () => 1L);
                break;
            case TensorElementType.Int32 when IsMask(name):
                Each(bytes, () => 1);
                break;
            default:
                break; // whole numbers: 0 is an id that every vocabulary has
        }

        return value;
    }

    private static bool IsMask(string name) => name.Contains("mask", StringComparison.OrdinalIgnoreCase);

    private static void Each<T>(Span<byte> bytes, Func<T> next)
        where T : struct
    {
        foreach (ref var item in MemoryMarshal.Cast<byte, T>(bytes))
        {
            item = next();
        }
    }
}
