using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Measures this machine's own ceilings, in about a second.</summary>
public sealed class MachineProbe
{
    private const int Side = 1024;
    private const int CopyNumbers = 32 * 1024 * 1024;
    private const int FewestCopyNumbers = 4 * 1024 * 1024;
    private const int Repeats = 5;
    private readonly TrainingGate _gate;

    /// <summary>Makes a probe.</summary>
    /// <param name="gate">Keeps trainings away meanwhile.</param>
    public MachineProbe(TrainingGate gate) => _gate = gate;

    /// <summary>Measures one thread.</summary>
    public Task<MachineReport> MeasureAsync(CancellationToken cancellationToken) => AloneAsync(Measure, cancellationToken);

    /// <summary>Measures one thread, and then all cores at once, which share caches and memory.</summary>
    public Task<MachineReport> MeasureAllCoresAsync(CancellationToken cancellationToken) => AloneAsync(
        () => Measure() with { AllCoresFlopsPerSecond = AllCores(MatrixProduct), AllCoresBytesPerSecond = AllCores(() => Copy(Math.Max(FewestCopyNumbers, CopyNumbers / Environment.ProcessorCount))) },
        cancellationToken);

    private async Task<MachineReport> AloneAsync(Func<MachineReport> measure, CancellationToken cancellationToken)
    {
        using var process = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var alone = await _gate.MeasureAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(measure, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the threads of all cores do together: the sum of what each does in its own CPU time while the others work.</summary>
    private static double AllCores(Func<double> measure)
    {
        var rates = new double[Environment.ProcessorCount];
        Thread[] threads =
        [
            .. rates.Select((_, index) => new Thread(() =>
            {
                TorchProcess.UseOneThread();
                rates[index] = measure();
            })),
        ];
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        return rates.Sum();
    }

    private static MachineReport Measure() => new()
    {
        PeakFlopsPerSecond = MatrixProduct(),
        BytesPerSecond = Copy(CopyNumbers),
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

    private static double Copy(int numbers)
    {
        using var from = zeros(numbers);
        using var to = zeros(numbers);
        return 2.0 * sizeof(float) * numbers / Best(() => to.copy_(from));
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
