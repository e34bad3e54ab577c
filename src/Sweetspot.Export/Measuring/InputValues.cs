using Microsoft.ML.OnnxRuntime;

namespace Sweetspot.Export;

/// <summary>Made-up values for the inputs of a model, in their order.</summary>
internal sealed class InputValues(OrtValue[] values) : IDisposable
{
    public OrtValue[] Values => values;

    public long Bytes => values.Sum(ValueSizes.BytesOf);

    public void Dispose()
    {
        foreach (var value in values)
        {
            value.Dispose();
        }
    }
}
