using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Turns kept weights into an ONNX file and the page that says how to run it, once the graph answers as the trained model does.</summary>
internal static class OnnxFiles
{
    private const int ComparedRows = 256;

    /// <summary>The page beside an ONNX file: <c>model.onnx.md</c>.</summary>
    public static string HowToOf(string path) => $"{path}.md";

    /// <summary>Writes both files, or none.</summary>
    /// <param name="weights">The kept weights.</param>
    /// <param name="task">Where the study's data are.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="cancellationToken">Cancels before the comparison.</param>
    /// <returns>How well the graph agrees with the trained model, as a sentence.</returns>
    /// <exception cref="UserInputException">A file cannot be written, or the family cannot be exported.</exception>
    /// <exception cref="SweetspotException">The graph does not answer as the trained model does.</exception>
    public static async Task<string> WriteAsync(string weights, TaskSpec task, string path, CancellationToken cancellationToken)
    {
        using var predictor = Predictor.Load(weights);
        var model = ModelOf(weights, predictor.Description);
        var onnx = OnnxWriter.Write(model);
        var (parity, source) = predictor.Description.Kind == TaskKind.LanguageModel
            ? LanguageFiles.Compare(onnx, model.Answer, predictor)
            : await CompareAsync(onnx, model.Answer, predictor, task, cancellationToken);
        var figure = FormattableString.Invariant($"the greatest relative difference to the trained model on {parity.Rows} {source} is {parity.Greatest:0.0e+0}");
        if (!parity.Passes)
        {
            throw new SweetspotException(FormattableString.Invariant($"{path} is not written: {figure}, more than {ParityResult.Tolerance:0e+0}; please report this."));
        }

        OutputFile.Write(path, onnx);
        using var page = OutputFile.Create(HowToOf(path));
        page.Write(HowToRun.Of(model, Path.GetFileName(path), $"Checked before it was written: {figure}.{Scaled(predictor.Description)}"));
        return $"Compared: {figure}.";
    }

    private static async Task<(ParityResult Parity, string Source)> CompareAsync(byte[] onnx, ModelAnswer answer, Predictor predictor, TaskSpec task, CancellationToken cancellationToken)
    {
        var (rows, source) = RowsFor(predictor.Description, task);
        return (Parity.Compare(onnx, answer, rows.Rows, InputsOf(rows), await predictor.OutputsAsync(rows, cancellationToken)), source);
    }

    private static string Scaled(ModelDescription description) => description.Shape.Input is { IsImage: true } small && small != description.Input
        ? FormattableString.Invariant($" Pictures are scaled down from {description.Input.Height}×{description.Input.Width} to {small.Height}×{small.Width} by the mean of areas before they go in.")
        : "";

    /// <summary>A kept model as an exporter takes it.</summary>
    public static TrainedModel ModelOf(string weights, ModelDescription description)
    {
        if (description.Kind == TaskKind.Ranking)
        {
            throw new UserInputException("a model that ranks items cannot be written as ONNX; use --format weights.");
        }

        var encoder = description.Kind == TaskKind.LanguageModel ? null : RowEncoder.FromJson(description.EncoderJson);
        return new TrainedModel
        {
            Shape = description.Shape,
            Weights = ModelFile.Weights(weights),
            Pixels = encoder is { IsOfImages: true } ? new PixelScale(encoder.ChannelMeans, encoder.ChannelDeviations, encoder.NormalizePerImage) : null,
            Answer = description.Shape is GptShape gpt ? new TokenAnswer(gpt.Context)
                : description.Kind == TaskKind.Classification
                ? new ClassAnswer(description.Classes)
                : new NumberAnswer(description.Transform, description.TargetMean, description.TargetDeviation, description.LowestAnswer, description.HighestAnswer),
            Metadata = new Dictionary<string, string> { [ModelFile.DescriptionKey] = description.ToJson(), [ModelFile.EncoderKey] = description.EncoderJson },
        };
    }

    /// <summary>Encoded rows by the names of an exported graph's inputs.</summary>
    public static IReadOnlyDictionary<string, Array> InputsOf(EncodedData data) => new Dictionary<string, Array>
    {
        [ImageInput.InputName] = data.Pixels.Select(pixel => (float)pixel).ToArray(),
        [NumberInput.InputName] = data.Features,
        [IdInput.InputName] = data.Ids.Select(id => (long)id).ToArray(),
    };

    /// <summary>Rows to compare on: the study's own, spread evenly over its data, or made-up ones where those are away, few or have changed.</summary>
    private static (EncodedData Rows, string Source) RowsFor(ModelDescription description, TaskSpec task)
    {
        try
        {
            var dataset = DatasetLoader.Load(task, Environment.CurrentDirectory);
            var data = dataset.Encode([.. Enumerable.Range(0, dataset.Profile.Rows)], description.Shape.Input);
            if (data.EncoderJson == description.EncoderJson && data.Rows >= ParityResult.LeastRows)
            {
                var count = Math.Min(ComparedRows, data.Rows);
                return (data.Take([.. Enumerable.Range(0, count).Select(index => (int)((long)index * data.Rows / count))]), "rows of the study's data");
            }
        }
        catch (UserInputException)
        {
            // The data were moved or changed since; made-up rows serve as well, and the sentence says so.
        }

        var chance = RandomStream.For(1, 0, "onnx parity");
        return (RowEncoder.FromJson(description.EncoderJson).MakeUp(description.Shape.Input, ComparedRows, chance), "made-up rows (the study's data are not at hand)");
    }
}
