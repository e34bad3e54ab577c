using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>An exported model that answers rows of numbers, in ONNX Runtime on one thread.</summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly int[] _sizes; // of one example

    /// <summary>Opens a model with one input of floats, the first dimension being the batch.</summary>
    /// <param name="model">The bytes of the file.</param>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="UserInputException">ONNX Runtime cannot run it.</exception>
    public OnnxSession(byte[] model, string name)
    {
        using var options = Options(threads: 1);
        _session = RuntimeErrors.Translate(name, () => new InferenceSession(model, options));
        (_input, var input) = _session.InputMetadata.First();
        _sizes = input.IsTensor && input.Dimensions.Length > 0 ? input.Dimensions[1..] : [];
    }

    /// <summary>Numbers in one example.</summary>
    public int Count => _sizes.Aggregate(1, (product, size) => product * size);

    /// <summary>Texts kept in the file, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Names of the outputs.</summary>
    public IReadOnlyList<string> Outputs => _session.OutputNames;

    /// <summary>Answers rows.</summary>
    /// <param name="output">Name of the output.</param>
    /// <param name="numbers">[rows × <see cref="Count"/>].</param>
    /// <returns>[rows × outputs].</returns>
    public float[] Answer(string output, float[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        long[] sizes = [numbers.Length / Count, .. _sizes.Select(size => (long)size)];
        using var input = OrtValue.CreateTensorValueFromMemory(numbers, sizes);
        using var options = new RunOptions();
        using var results = _session.Run(options, [_input], [input], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    internal static SessionOptions Options(int threads) => new()
    {
        IntraOpNumThreads = threads,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };
}
