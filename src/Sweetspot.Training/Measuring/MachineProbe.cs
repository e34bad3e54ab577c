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

    /// <summary>Makes a probe.</summary>
    /// <param name="gate">Keeps trainings away meanwhile.</param>
    public MachineProbe(TrainingGate gate) => _gate = gate;

    /// <summary>Measures.</summary>
    public async Task<MachineReport> MeasureAsync(CancellationToken cancellationToken)
    {
        using var process = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var alone = await _gate.MeasureAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(Measure, cancellationToken).ConfigureAwait(false);
    }

    private static MachineReport Measure() => new()
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

    private static double MatrixProduct()
    {
        using var left = rand(Side, Side);
        using var right = rand(Side, Side);
        return 2.0 * Side * Side * Side / Best(() => mm(left, right).Dispose());
    }

    private static double Copy()
    {
        using var from = zeros(CopyNumbers);
        using var to = zeros(CopyNumbers);
        return 2.0 * sizeof(float) * CopyNumbers / Best(() => to.copy_(from));
    }

    /// <returns>CPU seconds of the fastest run after one that is not counted: what others take of the core does not lower a ceiling.</returns>
    private static double Best(Action run)
    {
        run();
        return Enumerable.Range(0, Repeats).Min(_ =>
        {
            var start = CpuClock.Seconds;
            run();
            return CpuClock.Seconds - start;
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
