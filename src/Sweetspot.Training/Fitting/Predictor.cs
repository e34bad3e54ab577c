using Sweetspot.Core;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Answers new rows with a model that a final training kept.</summary>
public sealed class Predictor : IDisposable
{
    private readonly string _path;
    private readonly nn.Module _module;

    private Predictor(string path, ModelDescription description, nn.Module module) =>
        (_path, Description, _module) = (path, description, module);

    /// <summary>What the file says of the model: shape, classes, encoder (<see cref="ModelDescription.EncoderJson"/>) and measured values.</summary>
    public ModelDescription Description { get; }

    /// <summary>Loads a model from its file.</summary>
    /// <exception cref="UserInputException">The file is missing, or not a model of ours.</exception>
    public static Predictor Load(string path)
    {
        var description = ModelFile.Describe(path);
        var module = ModelBuilder.BuildAny(description.Shape);
        try
        {
            using var scope = NewDisposeScope();
            Safetensors.Load(path, module.state_dict());
            module.eval();
            return new Predictor(path, description, module);
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    /// <summary>Encodes a table, IDX images, a picture or a folder of pictures as the training data were, and answers each row.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="cancellationToken">Cancels before it starts.</param>
    /// <returns>The rows with their names and notes, and one answer for each.</returns>
    /// <exception cref="UserInputException">It does not fit the model; holds all problems found.</exception>
    public async Task<(EncodedRows Rows, IReadOnlyList<Prediction> Answers)> PredictFileAsync(string path, CancellationToken cancellationToken)
    {
        var rows = RowEncoder.FromJson(Description.EncoderJson).Encode(path);
        return (rows, await PredictAsync(rows.Data, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One answer for each row, in their order.</summary>
    /// <param name="data">Rows encoded by the model's own encoder.</param>
    /// <param name="cancellationToken">Cancels before it starts.</param>
    /// <exception cref="UserInputException">The rows have another shape than the model takes, or an answer is not finite.</exception>
    public async Task<IReadOnlyList<Prediction>> PredictAsync(EncodedData data, CancellationToken cancellationToken)
    {
        if (Description.Kind == TaskKind.Translation)
        {
            return Predictions.OfTexts(Description, await TranslateAsync(data, cancellationToken).ConfigureAwait(false));
        }

        var outputs = await OutputsAsync(data, cancellationToken).ConfigureAwait(false);
        return Predictions.Of(Description, outputs);
    }

    /// <summary>Greedy translations of rows, as ids of tokens without the end.</summary>
    /// <param name="data">Rows encoded by the model's own encoder.</param>
    /// <param name="cancellationToken">Cancels before it starts.</param>
    /// <exception cref="UserInputException">The rows have another shape than the model takes, or the model does not translate.</exception>
    public async Task<IReadOnlyList<int[]>> TranslateAsync(EncodedData data, CancellationToken cancellationToken)
    {
        Check(data);
        if (_module is not EncoderDecoderModule pairs)
        {
            throw new UserInputException($"{_path}: holds a {Description.Shape.Family}, which does not translate.");
        }

        using var alone = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        return new Translator(pairs, (EncoderDecoderShape)Description.Shape, data).Translate([.. Enumerable.Range(0, data.Rows)]);
    }

    /// <summary>What the model answers, as numbers: [rows × outputs] scores of classes, or one number a row on the data's scale; of a translation the scores of each token of the given targets, [rows × longest target × vocabulary].</summary>
    /// <param name="data">Rows encoded by the model's own encoder.</param>
    /// <param name="cancellationToken">Cancels before it starts.</param>
    /// <exception cref="UserInputException">The rows have another shape than the model takes.</exception>
    public async Task<double[]> OutputsAsync(EncodedData data, CancellationToken cancellationToken)
    {
        Check(data);
        using var alone = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        var rows = Enumerable.Range(0, data.Rows).ToArray();
        if (_module is EncoderDecoderModule pairs)
        {
            return [.. new Translator(pairs, (EncoderDecoderShape)Description.Shape, data).Scores(rows).Select(score => (double)score)];
        }

        using var network = new Network(_module, Description.Shape, new Examples(data));
        return [.. network.Answer(rows).Select(output => !float.IsFinite(output) ? output : Description.Kind switch
        {
            TaskKind.Classification => output,
            TaskKind.Ranking => 1 / (1 + Math.Exp(-output)),
            _ => Description.Scale.ToData(output),
        })];
    }

    /// <summary>What a language model says of the token after each place, [windows × length × vocabulary].</summary>
    /// <param name="ids">[windows × length].</param>
    /// <param name="length">Tokens of a window, at most the context.</param>
    /// <remarks>Where nothing else of this process runs libtorch.</remarks>
    public float[] NextTokens(long[] ids, int length) => LanguageTrainer.Answer((GptModule)_module, ids, length);

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();

    private void Check(EncodedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Input != Description.Shape.Input)
        {
            throw new UserInputException($"{_path}: takes {Description.Shape.Input.Sizes} a row, the data has {data.Input.Sizes}; give data with the columns it was trained on.");
        }
    }
}
