using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Turns kept weights into an ONNX file and the page that says how to run it, once the graph answers as the trained model does.</summary>
internal static class OnnxFiles
{
    private const int ComparedRows = 256;
    private const int ComparedScores = 20_000_000;

    /// <summary>The page beside an ONNX file: <c>model.onnx.md</c>.</summary>
    public static string HowToOf(string path) => $"{path}.md";

    /// <summary>Writes both files, or none.</summary>
    /// <param name="weights">The kept weights.</param>
    /// <param name="task">Where the study's data are.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="word">Precision; null: as it was trained for.</param>
    /// <param name="cancellationToken">Cancels before the comparison.</param>
    /// <returns>How well the graph agrees with the trained model, as a sentence.</returns>
    /// <exception cref="UserInputException">A file cannot be written, or the family cannot be exported or quantised.</exception>
    /// <exception cref="SweetspotException">The graph does not answer as the trained model does.</exception>
    public static async Task<string> WriteAsync(string weights, TaskSpec task, string path, string? word, CancellationToken cancellationToken)
    {
        using var predictor = Predictor.Load(weights);
        var description = predictor.Description;
        var model = ModelOf(weights, description);
        var onnx = OnnxWriter.Write(model);
        if (description.Kind == TaskKind.LanguageModel)
        {
            return WriteLanguage(model, onnx, predictor, path, word);
        }

        var data = StudyData(description, task);
        var (rows, source) = ComparedOn(description, data);
        var wanted = await predictor.OutputsAsync(rows, cancellationToken);
        var parity = Parity.Compare(onnx, model.Answer, rows.Rows, InputsOf(rows), wanted);
        var figure = FigureOf(parity, source, path);

        var precision = PrecisionGene.Parse(word ?? description.Genes.GetValueOrDefault(PrecisionGene.Name) ?? Precision.Fp32.Word(), description.Shape);
        if (precision.IsInt8())
        {
            onnx = Quantised(onnx, precision, data);
            figure = $"{Quantizing.Compare(onnx, model.Answer, rows.Rows, InputsOf(rows), wanted)}; before it was quantised, {figure}";
        }

        OutputFile.Write(path, OutputKind.Onnx, onnx);
        using var page = OutputFile.Create(HowToOf(path), OutputKind.HowTo);
        page.Write(HowToRun.Of(model, Path.GetFileName(path), $"{(precision.IsInt8() ? $"Precision {precision.Word()}. " : "")}Checked before it was written: {figure}.{Scaled(description)}"));
        return $"Compared: {figure}.";
    }

    /// <exception cref="SweetspotException">The graph does not answer as the trained model does.</exception>
    private static string FigureOf(ParityResult parity, string source, string path)
    {
        var figure = FormattableString.Invariant($"the greatest relative difference to the trained model on {parity.Rows} {source} is {parity.Greatest:0.0e+0;;0}");
        return parity.Passes
            ? figure
            : throw new SweetspotException(FormattableString.Invariant($"{path} is not written: {figure}, more than {ParityResult.Tolerance:0e+0}; please report this."));
    }

    private static string WriteLanguage(TrainedModel model, byte[] onnx, Predictor predictor, string path, string? word)
    {
        if (word is not null && word != Precision.Fp32.Word())
        {
            throw new UserInputException($"--precision {word}: language models are written in {Precision.Fp32.Word()} only; leave it out.");
        }

        var (parity, source) = LanguageFiles.Compare(onnx, model.Answer, predictor);
        var figure = FigureOf(parity, source, path);
        OutputFile.Write(path, OutputKind.Onnx, onnx);
        using var page = OutputFile.Create(HowToOf(path), OutputKind.HowTo);
        page.Write(HowToRun.Of(model, Path.GetFileName(path), $"Checked before it was written: {figure}."));
        return $"Compared: {figure}.";
    }

    /// <summary>In 8 bits, with ranges seen on the same rows as when the final model was measured.</summary>
    private static byte[] Quantised(byte[] onnx, Precision precision, (EncodedData Rows, int Training)? data) => (precision, data) switch
    {
        (_, { } known) => OnnxQuantizers.Quantised(onnx, precision, CalibrationSample.Of(known.Rows, [.. Enumerable.Range(0, known.Training)])),
        (Precision.Int8Static, null) => throw new UserInputException(
            $"{precision.Word()} needs the study's data to see the range of values between layers, and they were moved or have changed; put them back, or use --precision fp32."),
        _ => Quantizing.Apply(onnx, precision, 0, new Dictionary<string, Array>()),
    };

    private static string Scaled(ModelDescription description) => description.Shape.Input is { IsImage: true } small && (small.Height, small.Width) != (description.Input.Height, description.Input.Width)
        ? FormattableString.Invariant($" Pictures are scaled down from {description.Input.Height}×{description.Input.Width} to {small.Height}×{small.Width} by the mean of areas before they go in.")
        : "";

    /// <summary>A kept model as an exporter takes it.</summary>
    public static TrainedModel ModelOf(string weights, ModelDescription description) => ModelOf(description, ModelFile.Weights(weights));

    /// <summary>A trained model as an exporter takes it.</summary>
    public static TrainedModel ModelOf(ModelDescription description, IReadOnlyDictionary<string, WeightTensor> weights)
    {
        var encoder = description.Kind == TaskKind.LanguageModel ? null : RowEncoder.FromJson(description.EncoderJson);
        return new TrainedModel
        {
            Shape = description.Shape,
            Weights = weights,
            Pixels = encoder is { IsOfImages: true } ? new PixelScale(encoder.ChannelMeans, encoder.ChannelDeviations, encoder.NormalizePerImage) : null,
            Answer = description.Shape is GptShape gpt ? new TokenAnswer(gpt.Context)
                : description.Kind == TaskKind.Translation ? new TextAnswer()
                : description.Kind == TaskKind.Classification
                ? new ClassAnswer(description.Classes)
                : description.Kind == TaskKind.Ranking ? new ChanceAnswer()
                : new NumberAnswer(description.Transform, description.TargetMean, description.TargetDeviation, description.LowestAnswer, description.HighestAnswer),
            Metadata = new Dictionary<string, string> { [ModelFile.DescriptionKey] = description.ToJson(), [ModelFile.EncoderKey] = description.EncoderJson },
        };
    }

    /// <summary>Encoded rows by the names of an exported graph's inputs.</summary>
    public static IReadOnlyDictionary<string, Array> InputsOf(EncodedData data) => data.Input.IsTranslation ? PairInputs.Given(data) : new Dictionary<string, Array>
    {
        [ImageInput.InputName] = data.Pixels.Select(pixel => (float)pixel).ToArray(),
        [NumberInput.InputName] = data.Features,
        [IdInput.InputName] = data.Ids.Select(id => (long)id).ToArray(),
    };

    /// <summary>Fewer where each row has scores of thousands of tokens.</summary>
    private static int ComparedOf(ModelShape shape) => shape is EncoderDecoderShape pair
        ? (int)Math.Clamp(ComparedScores / ((long)pair.Target.Length * pair.Target.Vocabulary), ParityResult.LeastRows, ComparedRows)
        : ComparedRows;

    /// <summary>The study's data as the model takes them, and how many of them are training rows; null where they are away or have changed.</summary>
    private static (EncodedData Rows, int Training)? StudyData(ModelDescription description, TaskSpec task)
    {
        try
        {
            var dataset = DatasetLoader.Load(task, Environment.CurrentDirectory);
            var data = dataset.Encode([.. Enumerable.Range(0, dataset.Profile.Rows)], description.Shape.Input);
            return data.EncoderJson == description.EncoderJson ? (data, dataset.Profile.Rows) : null;
        }
        catch (UserInputException)
        {
            return null; // Made-up rows serve as well to compare on, and the sentence says so.
        }
    }

    /// <summary>Rows to compare on: the study's own, spread evenly over its data, or made-up ones where those are away, few or have changed.</summary>
    private static (EncodedData Rows, string Source) ComparedOn(ModelDescription description, (EncodedData Rows, int Training)? data)
    {
        var most = ComparedOf(description.Shape);
        if (data is (var rows, >= ParityResult.LeastRows and var training))
        {
            var count = Math.Min(most, training);
            return (rows.Take([.. Enumerable.Range(0, count).Select(index => (int)((long)index * training / count))]), "rows of the study's data");
        }

        var chance = RandomStream.For(1, 0, "onnx parity");
        return (RowEncoder.FromJson(description.EncoderJson).MakeUp(description.Shape.Input, most, chance), "made-up rows (the study's data are not at hand)");
    }
}
