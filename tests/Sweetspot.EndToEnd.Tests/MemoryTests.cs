using System.Globalization;
using System.Text.Json;

namespace Sweetspot.EndToEnd.Tests;

public sealed class MemoryTests : IDisposable
{
    /// <summary>A leak of the weights alone, about a megabyte a model, would be more than this after 150 trials.</summary>
    private const double MostGrowth = 80e6;

    private readonly TemporaryFolder _folder = new();

    public MemoryTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Find_TwoHundredTrials_MemoryOfCoordinatorAndWorkerStaysFlat()
    {
        WriteTable(60);
        File.WriteAllText(
            Path.Combine(_folder.Path, "study.yaml"),
            """
            task: { data: t.csv, target: y }
            space: { width: { int: [400, 700] }, depth: { list: [1, 2] } }
            budget: { trials: 200, workers: 1 }
            fidelity: { epochs: 1 }
            search: { algorithm: random }
            """);
        using var find = SweetspotProcess.Start(_folder.Path, "find", "study.yaml");
        await find.SeenAsync("search ", 50);
        var early = Resident(find.Id);
        await find.SeenAsync("search ", 200);
        var late = Resident(find.Id);
        find.Interrupt();
        await find.EndAsync();

        Assert.InRange(late - early, double.NegativeInfinity, MostGrowth);
        var (_, lines, _) = await SweetspotProcess.RunAsync(_folder.Path, "export", "--format", "jsonl");
        var peaks = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Peak).OfType<double>().ToList();
        Assert.InRange(peaks.Count, 190, 240);
        Assert.InRange(Median(peaks.Skip(180)) - Median(peaks.Skip(40).Take(20)), double.NegativeInfinity, MostGrowth);
    }

    [Fact]
    public async Task Find_WorkerKilledInTheMiddle_TheStudyGoesOn()
    {
        using var find = SweetspotProcess.Start(_folder.Path, "find", "digits", "--trials", "6", "--epochs", "6", "--workers", "2");
        await find.SeenAsync("search ", 2);

        using (var worker = System.Diagnostics.Process.GetProcessById(ChildOf(find.Id)))
        {
            worker.Kill();
        }

        Assert.True(await find.EndAsync() == 0, find.Error);
        Assert.Contains("was killed (signal 9: by hand, or because memory ran out)", find.Error, StringComparison.Ordinal);
        Assert.StartsWith("Use ", find.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_SizeBeyondTheMachine_FailsNamingMemoryAndOthersGoOn()
    {
        WriteTable(60);
        File.WriteAllText(
            Path.Combine(_folder.Path, "study.yaml"),
            """
            task: { data: t.csv, target: y }
            space: { width: { list: [8, 16, 2000000] }, depth: { list: [2] } }
            budget: { trials: 3, workers: 1 }
            fidelity: { epochs: 1 }
            search: { algorithm: grid }
            """);

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, "find", "study.yaml", "--json");
        var (_, lines, _) = await SweetspotProcess.RunAsync(_folder.Path, "export", "--format", "csv");

        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(1, document.RootElement.GetProperty("trials").GetProperty("failed").GetInt32());
        Assert.Contains("out of memory: to train mlp 2-2000000-2000000-2 takes ", lines, StringComparison.Ordinal);
    }

    private void WriteTable(int rows) => File.WriteAllLines(
        Path.Combine(_folder.Path, "t.csv"), ["a,b,y", .. Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i * 7 % 11}.5,{i * 5 % 13}.5,{i % 2}"))]);

    private static double? Peak(string line)
    {
        using var trial = JsonDocument.Parse(line);
        return trial.RootElement.GetProperty("metrics").TryGetProperty("peak_memory_bytes", out var peak) ? peak.GetProperty("value").GetDouble() : null;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static double Resident(int process) => 1024 * double.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);

    private static int ChildOf(int parent) => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
        .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Stat: TryRead($"/proc/{name}/stat")))
        .First(process => process.Stat.Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var owner, ..] && owner == parent.ToString(CultureInfo.InvariantCulture)).Id;

    private static string TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // ended meanwhile
        }
    }
}
