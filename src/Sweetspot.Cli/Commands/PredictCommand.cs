using System.CommandLine;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot predict</c>: a kept model's answers for new rows, as CSV.</summary>
internal sealed class PredictCommand : Command
{
    private readonly Argument<string> _model = new("model") { Description = "A model that export wrote (model.safetensors or model.onnx)." };
    private readonly Argument<string> _data = new("data") { Description = "New rows: a table with the same columns, IDX images, a picture, or a folder of pictures." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "CSV file to write. [default: standard output]" };

    public PredictCommand()
        : base("predict", "Answer new rows with a model that export wrote; prints CSV.")
    {
        Add(_model);
        Add(_data);
        Add(_output);
        SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_data), parsed.GetValue(_output), cancellationToken));
    }

    private static async Task<int> RunAsync(string model, string data, string? output, CancellationToken cancellationToken)
    {
        using var predictor = KeptModel.Load(model);
        var encoder = RowEncoder.FromJson(predictor.Description.EncoderJson);
        var rows = encoder.Encode(data);
        foreach (var note in rows.Notes)
        {
            Console.Error.WriteLine(note);
        }

        var predictions = await predictor.PredictAsync(rows.Data, cancellationToken);
        using var file = output is null ? null : OutputFile.Create(output);
        PredictionCsv.Write(rows.Ids, predictions, encoder.Classes, file ?? Console.Out);
        return ExitCode.Ok;
    }
}
