using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>This machine as a store remembers it, so that its ceilings are measured once.</summary>
/// <param name="Report">What was measured.</param>
internal sealed record Machine(MachineReport Report)
{
    /// <summary>Tells machines and engines apart: values of different ones are never compared.</summary>
    public string Key => $"{Name}/{string.Join(',', Report.Libraries.OrderBy(library => library.Key, StringComparer.Ordinal).Select(library => $"{library.Key} {library.Value}"))}";

    public MachineFacts Facts => new(Report.PeakFlopsPerSecond);

    private static string Name => Environment.MachineName;

    public static async Task<Machine> OfThisAsync(IStudyStore store, CancellationToken cancellationToken)
    {
        var key = $"machine/{Name}";
        if (await store.ReadAsync(key, cancellationToken) is { } text)
        {
            return new Machine(JsonSerializer.Deserialize<MachineReport>(text)!);
        }

        var report = await new MachineProbe(TrainingGate.OfThisUser(TimeProvider.System)).MeasureAsync(cancellationToken);
        await store.WriteAsync(key, JsonSerializer.Serialize(report), cancellationToken);
        return new Machine(report);
    }

    public override string ToString() =>
        $"{Report.Processor ?? "unknown processor"}, {Counted.Of(Report.Cores, "core")}, {NumberFormat.Bytes(Report.MemoryBytes)}; {Report.PeakFlopsPerSecond / 1e9:0} GFLOP/s on one thread";
}
