using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>An exported model that answers rows, in ONNX Runtime on one thread.</summary>
public sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputs; // an array, since ONNX Runtime is fastest with one

    /// <summary>Opens a model whose inputs' first dimension is the batch.</summary>
    /// <param name="model">The bytes of the file.</param>
    /// <param name="name">How messages call it.</param>
    /// <exception cref="UserInputException">ONNX Runtime cannot run it.</exception>
    public OnnxSession(byte[] model, string name)
    {
        using var options = Options(threads: 1);
        _session = RuntimeErrors.Translate(name, () => new InferenceSession(model, options));
        _inputs = [.. _session.InputMetadata.Keys];
    }

    /// <summary>Texts kept in the file, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Names of the outputs.</summary>
    public IReadOnlyList<string> Outputs => _session.OutputNames;

    /// <summary>Answers rows.</summary>
    /// <param name="output">Name of the output.</param>
    /// <param name="rows">How many.</param>
    /// <param name="inputs">Numbers or ids of all rows, by the name of the input; those that the model does not take are left out.</param>
    /// <returns>[rows × outputs].</returns>
    public float[] Answer(string output, int rows, IReadOnlyDictionary<string, Array> inputs) => Run<float>(output, rows, inputs);

    /// <summary>Answers rows with whole numbers: the output is one of ids.</summary>
    /// <param name="output">Name of the output.</param>
    /// <param name="rows">How many.</param>
    /// <param name="inputs">Numbers or ids of all rows, by the name of the input.</param>
    public long[] AnswerIds(string output, int rows, IReadOnlyDictionary<string, Array> inputs) => Run<long>(output, rows, inputs);

    private T[] Run<T>(string output, int rows, IReadOnlyDictionary<string, Array> inputs)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var values = Bind(rows, inputs);
        using var options = new RunOptions();
        using var results = _session.Run(options, _inputs, values.Values, [output]);
        return results[0].GetTensorDataAsSpan<T>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>Makes examples ready to run; the arrays stay where they are.</summary>
    internal InputValues Bind(int rows, IReadOnlyDictionary<string, Array> inputs) => new([.. _inputs.Select(name => ValueOf(rows, name, inputs[name]))]);

    /// <summary>All outputs of one run.</summary>
    internal IDisposableReadOnlyCollection<OrtValue> Run(InputValues values, RunOptions options) => _session.Run(options, _inputs, values.Values, _session.OutputNames);

    internal static SessionOptions Options(int threads) => new()
    {
        IntraOpNumThreads = threads,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    private OrtValue ValueOf(int rows, string name, Array numbers)
    {
        var fixedSizes = _session.InputMetadata[name].Dimensions[1..].Where(size => size > 0).Aggregate(1L, (product, size) => product * size);
        long[] sizes = [rows, .. _session.InputMetadata[name].Dimensions[1..].Select(size => size > 0 ? size : numbers.Length / (rows * fixedSizes))];
        return numbers switch
        {
            float[] floats => OrtValue.CreateTensorValueFromMemory(floats, sizes),
            long[] ids => OrtValue.CreateTensorValueFromMemory(ids, sizes),
            _ => throw new ArgumentException($"{name}: an input is of floats or of 64-bit ids", nameof(numbers)),
        };
    }
}
