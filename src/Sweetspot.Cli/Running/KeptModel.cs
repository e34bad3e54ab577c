using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>A model that export wrote, as safetensors (run by libtorch) or ONNX (run by ONNX Runtime).</summary>
internal sealed class KeptModel : IDisposable
{
    private readonly Predictor? _predictor;
    private readonly OnnxSession? _session;

    private KeptModel(Predictor predictor) => (_predictor, Description) = (predictor, predictor.Description);

    private KeptModel(OnnxSession session, ModelDescription description) => (_session, Description) = (session, description);

    /// <summary>What the file says of the model.</summary>
    public ModelDescription Description { get; }

    /// <exception cref="UserInputException">The file is missing, or not a model of ours.</exception>
    public static KeptModel Load(string path) =>
        Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase) ? LoadOnnx(path) : new KeptModel(Predictor.Load(path));

    /// <summary>[rows × outputs] scores of classes, or one number a row on the data's scale.</summary>
    public async Task<double[]> OutputsAsync(EncodedData data, CancellationToken cancellationToken)
    {
        if (_predictor is not null)
        {
            return await _predictor.OutputsAsync(data, cancellationToken);
        }

        var outputs = new List<double>();
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(AnswerBatch.Of(Description.Shape)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = data.Take([.. rows]);
            outputs.AddRange(_session!.Answer(_session.Outputs[0], part.Rows, OnnxFiles.InputsOf(part)).Select(output => (double)output)); // one of the two is there
        }

        return [.. outputs];
    }

    /// <summary>What a language model says of the token after each place.</summary>
    public float[] NextTokens(long[] ids, int length) => _predictor is not null
        ? _predictor.NextTokens(ids, length)
        : _session!.Answer(_session.Outputs[0], ids.Length / length, new Dictionary<string, Array> { [IdInput.InputName] = ids });

    /// <summary>Answers rows, whatever kind of answer the model gives.</summary>
    public async Task<IReadOnlyList<Prediction>> PredictAsync(EncodedData data, CancellationToken cancellationToken) => Description.Kind == TaskKind.Translation
        ? Predictions.OfTexts(Description, _predictor is not null ? await _predictor.TranslateAsync(data, cancellationToken) : PairInputs.Translate(_session!, data, cancellationToken)) // one of the two is there
        : Predictions.Of(Description, await OutputsAsync(data, cancellationToken));

    public void Dispose()
    {
        _predictor?.Dispose();
        _session?.Dispose();
    }

    private static KeptModel LoadOnnx(string path)
    {
        var session = new OnnxSession(OnnxFile.Read(path).Bytes, path);
        try
        {
            return session.Metadata.TryGetValue(ModelFile.DescriptionKey, out var json) && session.Metadata.TryGetValue(ModelFile.EncoderKey, out var encoder)
                ? new KeptModel(session, ModelDescription.Parse(json, encoder))
                : throw new UserInputException($"{path}: holds no description of the model; give a file that sweetspot export wrote.");
        }
        catch (Exception exception)
        {
            session.Dispose();
            throw exception is JsonException ? new UserInputException([$"{path}: its description of the model cannot be read: {exception.Message}"], exception) : exception;
        }
    }
}
