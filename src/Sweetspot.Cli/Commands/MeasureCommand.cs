using System.CommandLine;
using Sweetspot.Core;
using Sweetspot.Export;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot measure</c>: what any ONNX model costs on this machine.</summary>
internal sealed class MeasureCommand : Command
{
    private readonly Argument<string> _model = new("model") { Description = "An ONNX file, of Sweetspot or of anything else." };
    private readonly Option<int[]?> _batch = Flags.Numbers("--batch", "Examples a run, separated by commas. [default: 1,32]");
    private readonly Option<int[]?> _threads = Flags.Numbers("--threads", "Threads within an operator, separated by commas. [default: 1]");
    private readonly Option<Dictionary<string, int>> _dimensions = Flags.Dimensions("--dim", "Size of a dimension that the model leaves open, NAME=N, such as sequence=128; may be repeated.");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public MeasureCommand()
        : base("measure", "Measure any ONNX model: parameters, FLOPs by operator, latency, throughput, memory, and how far it is from this machine's limits.")
    {
        Add(_model);
        Add(_batch);
        Add(_threads);
        Add(_dimensions);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var threads = parsed.GetValue(_threads) is { Length: > 0 } given ? given.Distinct().ToArray() : [1];
        if (threads.Max() is var most && most > Environment.ProcessorCount)
        {
            throw new UserInputException($"--threads: {most} is more than this machine's {Environment.ProcessorCount} cores; give at most that.");
        }

        var dimensions = parsed.GetRequiredValue(_dimensions);
        var file = OnnxFile.Read(parsed.GetRequiredValue(_model));
        var batches = parsed.GetValue(_batch) is { Length: > 0 } asked ? asked.Distinct().ToArray() : [1, 32];
        var result = await ModelMeasuring.RunAsync(file, dimensions, batches, threads, cancellationToken);
        foreach (var note in result.Notes)
        {
            Console.Error.WriteLine(note);
        }

        Console.Out.WriteLine(parsed.GetValue(_json) ? MeasureDocument.Write(result) : MeasureText.Write(result));
        return ExitCode.Ok;
    }
}
