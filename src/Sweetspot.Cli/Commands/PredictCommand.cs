using System.CommandLine;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot predict</c>: a kept model's answers for new rows, as CSV.</summary>
internal sealed class PredictCommand : Command
{
    private readonly Argument<string> _model = new("model") { Description = "A model that export wrote (model.safetensors or model.onnx)." };
    private readonly Argument<string> _data = new("data") { Description = "New rows: a table with the same columns, IDX images, a picture, or a folder of pictures; for a language model a text." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "CSV file to write. [default: standard output]" };

    private readonly Option<int?> _continue = Flags.Whole("--continue", "Of a language model: go on with the text for so many tokens, and print what comes. [default: score the text]", 1, 100_000);
    private readonly Option<ulong?> _seed = Flags.Whole<ulong>("--seed", "Decides what --continue draws. [default: 1]", 0);

    public PredictCommand()
        : base("predict", "Answer new rows with a model that export wrote; prints CSV.")
    {
        Add(_model);
        Add(_data);
        Add(_output);
        Add(_continue);
        Add(_seed);
        SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_data), parsed.GetValue(_output), parsed.GetValue(_continue), parsed.GetValue(_seed) ?? 1, cancellationToken));
    }

    private static async Task<int> RunAsync(string model, string data, string? output, int? count, ulong seed, CancellationToken cancellationToken)
    {
        using var predictor = KeptModel.Load(model);
        if (count is not null || predictor.Description.Kind == TaskKind.LanguageModel)
        {
            return Language(predictor, data, output, count, seed);
        }

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

    /// <summary>Scores a text as a line of CSV, or goes on with it.</summary>
    private static int Language(KeptModel model, string data, string? output, int? count, ulong seed)
    {
        var language = new LanguageText(model.Description, model.NextTokens);
        var text = LanguageText.Read(data);
        using var file = output is null ? null : OutputFile.Create(output);
        var target = file ?? Console.Out;
        if (count is { } tokens)
        {
            target.WriteLine(language.Continue(text, tokens, seed));
            return ExitCode.Ok;
        }

        var score = language.Score(text);
        target.Write("file,tokens,bytes,characters,nats_per_byte,nats_per_character,nats_per_token,perplexity\r\n");
        target.Write(FormattableString.Invariant(
            $"{CsvExport.Escape(Path.GetFileName(data))},{score.Tokens},{score.Bytes},{score.Characters},{score.Nats / score.Bytes:G9},{score.Nats / Math.Max(1, score.Characters):G9},{score.Nats / score.Tokens:G9},{Math.Exp(score.Nats / score.Tokens):G9}\r\n"));
        return ExitCode.Ok;
    }
}
