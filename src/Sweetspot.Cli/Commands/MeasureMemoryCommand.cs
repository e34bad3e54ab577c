using System.CommandLine;
using System.Globalization;
using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot measure-memory</c>, hidden: loads and runs a model and prints by how many bytes the resident peak rose. Started by <c>measure</c>.</summary>
internal sealed class MeasureMemoryCommand : Command
{
    private readonly Argument<string> _model = new("model");
    private readonly Option<int[]?> _batch = Flags.Numbers("--batch", "Examples a run.");
    private readonly Option<int[]?> _threads = Flags.Numbers("--threads", "Threads within an operator.");
    private readonly Option<Dictionary<string, int>> _dimensions = Flags.Dimensions("--dim", "Size of an open dimension, NAME=N.");

    public MeasureMemoryCommand()
        : base("measure-memory", "Prints the memory that a model takes; started by measure.")
    {
        Hidden = true;
        Add(_model);
        Add(_batch);
        Add(_threads);
        Add(_dimensions);
        SetAction(parsed => Run(
            parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_dimensions), parsed.GetRequiredValue(_batch)![0], parsed.GetRequiredValue(_threads)![0]));
    }

    private static int Run(string path, Dictionary<string, int> dimensions, int batch, int threads)
    {
        _ = OnnxMeter.Engine; // loads ONNX Runtime itself before the memory is looked at
        PeakMemory.TryReset();
        var before = PeakMemory.Read();
        OnnxMeter.RunOnce(path, dimensions, batch, threads);
        Console.Out.WriteLine((PeakMemory.Read() - before).ToString(CultureInfo.InvariantCulture));
        return ExitCode.Ok;
    }
}
