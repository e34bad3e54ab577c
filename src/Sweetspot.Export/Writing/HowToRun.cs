using System.Text.Encodings.Web;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>The page beside an exported model: what goes in, what comes out, and how to run it from Python and C#.</summary>
public static class HowToRun
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page, in Markdown.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">Name of the ONNX file.</param>
    /// <param name="check">A sentence on how it was compared with the trained model.</param>
    public static string Of(TrainedModel model, string file, string check)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Answer is TokenAnswer tokens)
        {
            return HowToGenerate.Of(model, file, check, tokens);
        }

        if (model.Shape is EncoderDecoderShape pair)
        {
            return TranslationHowTo.Of(pair, file, check);
        }

        var isClass = model.Answer is ClassAnswer;
        return $"""
            # {file}

            A {model.Shape.Describe()}, IR version 9, opset 20. {check}

            {Lines(model, input => $"- Input `{input.Name}`: {(input is IdInput ? "int64" : "float32")}, [batch, {Sizes(input)}], any batch. {InputText(input)}")}
            {OutputText(model)}
            - The metadata of the file hold `family`, `shape`, {(isClass ? "`labels`, " : model.Answer is NumberAnswer ? "`target_transform`, `target_scale`, " : "")}`normalisation` and `sweetspot.encoder`.

            ## Python

            `pip install onnxruntime numpy`

            ```python
            {(isClass ? "import json\n" : "")}import numpy as np
            import onnxruntime as ort

            session = ort.InferenceSession("{file}")
            {Lines(model, input => $"{input.Name} = np.zeros((1, {Sizes(input)}), dtype=np.{(input is IdInput ? "int64" : "float32")})  # your rows")}
            {Python(model)}
            ```

            ## C#

            `dotnet add package Microsoft.ML.OnnxRuntime`

            ```csharp
            using Microsoft.ML.OnnxRuntime;

            using var session = new InferenceSession("{file}");
            {Lines(model, input => $"using var {input.Name} = OrtValue.CreateTensorValueFromMemory(new {(input is IdInput ? "long" : "float")}[{input.Count}], [1, {Sizes(input)}]); // your rows, one after another")}
            using var options = new RunOptions();
            using var results = session.Run(options, [{Joined(model, input => $"\"{input.Name}\"")}], [{Joined(model, input => input.Name)}], ["{OutputOf(model)}"]);
            var {(isClass ? "probabilities" : "values")} = results[0].GetTensorDataAsSpan<float>();{CSharpLabels(model)}
            ```

            Sweetspot itself answers new rows from their raw form: `sweetspot predict {file} new-rows`.

            """;
    }

    private static string Lines(TrainedModel model, Func<GraphInput, string> line) => string.Join('\n', model.Inputs.Select(line));

    private static string Joined(TrainedModel model, Func<GraphInput, string> text) => string.Join(", ", model.Inputs.Select(text));

    private static string Sizes(GraphInput input) => string.Join(", ", input.Sizes);

    private static string OutputOf(TrainedModel model) => model.Answer is ClassAnswer ? ClassAnswer.Probabilities : model.Answer.Output;

    private static string InputText(GraphInput input) => input switch
    {
        ImageInput => $"Raw pixel values 0 to 255, channel by channel, row by row. Normalisation is {input.Preprocessing}.",
        IdInput => "Ids of tokens and categories as the metadata `sweetspot.encoder` says: the tokens of each text, then one id of each categorical column.",
        _ => """
            Rows as the trainer encoded them. The metadata `sweetspot.encoder` is JSON that lists the columns in their order. A column of kind `number`
              becomes one number: a missing value is replaced by `median`; with `logScale` s it becomes ln(1 + max(0, x) / s); then (x − mean) / deviation, held within ±4; with
              `indicator`, a second number follows, 1 where the value was missing and 0 elsewhere. A column of kind `category` becomes one number a level, 1 at its own level and 0
              elsewhere (where it says `isId`, no number here but an id: its level's place counted from 1, 0 for an unknown one); an unknown level counts as `(other)` where there is one, else as none. Where `part` is not `value`, the number is taken from a date written as `dateFormat` says.
            """,
    };

    private static string OutputText(TrainedModel model) => model.Answer is ClassAnswer classes
        ? $"""
           - Output `{ClassAnswer.Probabilities}`: float32, [batch, {model.Shape.Outputs}], one for each label; `{classes.Output}`: the same before the softmax.
           - Labels in the order of the outputs: {JsonSerializer.Serialize(classes.Labels, s_json)}
           """
        : model.Answer is ChanceAnswer
        ? $"""
           - Output `{model.Answer.Output}`: float32, [batch, 1], the modelled chance that the user takes the item up rather than one drawn by chance.
           - To rank, give one row for each item with the same user, and sort by `{model.Answer.Output}`, the largest first; leave out what the user has already.
           """
        : $"- Output `{model.Answer.Output}`: float32, [batch, 1], on the scale of the data: no transform is left to undo.";

    private static string Python(TrainedModel model) => model.Answer is ClassAnswer
        ? $"""
           labels = json.loads(session.get_modelmeta().custom_metadata_map["labels"])
           (probabilities,) = session.run(["{ClassAnswer.Probabilities}"], {"{"}{Joined(model, input => $"\"{input.Name}\": {input.Name}")}{"}"})
           print([labels[index] for index in probabilities.argmax(axis=1)])
           """
        : $"""
           (values,) = session.run(["{model.Answer.Output}"], {"{"}{Joined(model, input => $"\"{input.Name}\": {input.Name}")}{"}"})
           print(values[:, 0])
           """;

    private static string CSharpLabels(TrainedModel model) => model.Answer is ClassAnswer
        ? """

          var labels = System.Text.Json.JsonSerializer.Deserialize<string[]>(session.ModelMetadata.CustomMetadataMap["labels"])!;
          """
        : "";
}
