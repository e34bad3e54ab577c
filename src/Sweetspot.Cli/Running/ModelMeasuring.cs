using System.Diagnostics;
using System.Globalization;
using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Measures a model for all batch sizes and threads asked for, and the machine it runs on.</summary>
internal static class ModelMeasuring
{
    public static async Task<ModelMeasurement> RunAsync(
        OnnxFile file, Dictionary<string, int> dimensions, int[] batches, int[] threads, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        dimensions = OwnLengths.Complete(file, dimensions, notes);
        var meter = new OnnxMeter(file, dimensions);
        notes.AddRange(meter.Notes);
        if (!meter.HasBatch && batches.Any(batch => batch != meter.FixedBatch))
        {
            notes.Add($"The model fixes its batch at {meter.FixedBatch}, so no other is measured.");
        }

        batches = meter.HasBatch ? batches : [meter.FixedBatch];
        var gate = TrainingGate.OfThisUser(TimeProvider.System);
        var room = new MeasuringRoom(gate.MeasureAsync, MachineLoad.OthersRunning);
        List<(int Batch, int Threads)> settings = [.. batches.SelectMany(batch => threads.Select(count => (batch, count)))];
        var memories = new List<long?>();
        foreach (var (batch, count) in settings)
        {
            memories.Add(await MemoryAsync(file.Path, dimensions, batch, count, cancellationToken));
        }

        var runs = (await meter.MeasureAsync(settings, room, cancellationToken)).Zip(memories);

        var machine = await new MachineProbe(gate).MeasureAsync(cancellationToken);
        var peak = await PeakProbe.MeasureAsync(room, cancellationToken);
        var flops = meter.Flops(batches[0]);
        var unknown = flops.Where(cost => cost.Flops is null).Select(cost => cost.Operator).ToList();
        if (unknown.Count > 0)
        {
            notes.Add($"FLOPs could not be counted for {string.Join(", ", unknown)}, so the sum is too small.");
        }

        return new ModelMeasurement
        {
            File = file,
            Parameters = meter.Parameters,
            Batch = batches[0],
            Flops = flops,
            Runs = [.. runs],
            Machine = machine,
            RuntimePeak = peak,
            Notes = [.. notes],
        };
    }

    /// <summary>By how much the resident peak of a process of its own rises while it loads the model and runs it; null where it ended otherwise.</summary>
    private static async Task<long?> MemoryAsync(string path, Dictionary<string, int> dimensions, int batch, int threads, CancellationToken cancellationToken)
    {
        var command = Sweetspot.Execution.WorkerCommand.OfThisProgram(
        [
            "measure-memory", path, "--batch", $"{batch}", "--threads", $"{threads}", .. dimensions.SelectMany(pair => (string[])["--dim", $"{pair.Key}={pair.Value}"]),
        ]);
        using var process = Process.Start(new ProcessStartInfo(command.FileName, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!; // not through a shell
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await errors;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == ExitCode.Ok && long.TryParse(output, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }
}
