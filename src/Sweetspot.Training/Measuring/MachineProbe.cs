using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Measures this machine's own ceilings on one thread, in under a second.</summary>
public sealed class MachineProbe
{
    private const int Side = 1024;
    private const int CopyNumbers = 32 * 1024 * 1024;
    private const int Repeats = 5;
    private readonly TrainingGate _gate;
    private readonly TimeProvider _time;

    /// <summary>Makes a probe.</summary>
    /// <param name="gate">Keeps trainings away meanwhile.</param>
    /// <param name="time">The clock; only its timestamps are used.</param>
    public MachineProbe(TrainingGate gate, TimeProvider time) => (_gate, _time) = (gate, time);

    /// <summary>Measures.</summary>
    public async Task<MachineReport> MeasureAsync(CancellationToken cancellationToken)
    {
        using var process = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var alone = await _gate.MeasureAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(Measure, cancellationToken).ConfigureAwait(false);
    }

    private MachineReport Measure() => new()
    {
        PeakFlopsPerSecond = MatrixProduct(),
        BytesPerSecond = Copy(),
        Cores = Environment.ProcessorCount,
        Processor = ProcessorName(),
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        System = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        Libraries = new Dictionary<string, string>
        {
            [".NET"] = Environment.Version.ToString(),
            ["TorchSharp"] = typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown",
            ["libtorch"] = torch.__version__,
        },
        TorchLoadedFrom = TorchNative.LoadedFrom,
    };

    private double MatrixProduct()
    {
        using var left = rand(Side, Side);
        using var right = rand(Side, Side);
        return 2.0 * Side * Side * Side / Best(() => mm(left, right).Dispose());
    }

    private double Copy()
    {
        using var from = zeros(CopyNumbers);
        using var to = zeros(CopyNumbers);
        return 2.0 * sizeof(float) * CopyNumbers / Best(() => to.copy_(from));
    }

    /// <summary>CPU time, as trainings are measured too: beside a foreign load the wall clock would make the ceiling too low, and utilisation exceed 1.</summary>
    /// <returns>Seconds of the fastest run after one that is not counted.</returns>
    private double Best(Action run)
    {
        run();
        return Enumerable.Range(0, Repeats).Min(_ =>
        {
            var (start, cpu) = (_time.GetTimestamp(), CpuClock.Seconds);
            run();
            var (elapsed, spent) = (_time.GetElapsedTime(start).TotalSeconds, CpuClock.Seconds - cpu);
            return spent > 0 ? Math.Min(spent, elapsed) : elapsed;
        });
    }

    private static string? ProcessorName()
    {
        const string source = "/proc/cpuinfo", key = "model name";
        return File.Exists(source)
            ? File.ReadLines(source).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
    }
}
