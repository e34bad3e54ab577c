using System.Collections.Immutable;
using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>All that <c>measure</c> has to show.</summary>
internal sealed record ModelMeasurement
{
    public required OnnxFile File { get; init; }

    public required long Parameters { get; init; }

    /// <summary>Examples of the run that <see cref="Flops"/> are of.</summary>
    public required int Batch { get; init; }

    public required ImmutableArray<OperatorCost> Flops { get; init; }

    /// <summary>Runs, each with its memory; null where that could not be seen.</summary>
    public required ImmutableArray<(MeasuredRun Run, long? Memory)> Runs { get; init; }

    public required MachineReport Machine { get; init; }

    /// <summary>FLOP/s of a matrix product in ONNX Runtime.</summary>
    public required double RuntimePeak { get; init; }

    /// <summary>FLOP/s of one thread: of libtorch or of ONNX Runtime, whichever is faster.</summary>
    public double PeakFlopsPerSecond => Math.Max(Machine.PeakFlopsPerSecond, RuntimePeak);

    /// <summary>What the user should know.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    public double TotalFlops => Flops.Sum(cost => cost.Flops ?? 0);

    /// <summary>The ceilings of one thread, times the threads: what the machine can do at most.</summary>
    public Roofline RooflineOf(MeasuredRun run) => new(
        PeakFlopsPerSecond * run.Threads, Machine.BytesPerSecond * run.Threads, run.Flops, run.Bytes, run.Latency.Median / 1000);
}
