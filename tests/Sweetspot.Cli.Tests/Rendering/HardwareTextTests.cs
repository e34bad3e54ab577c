using Sweetspot.Planning;
using Sweetspot.TestKit;
using Sweetspot.Training;

namespace Sweetspot.Cli.Tests;

/// <summary>Devices as <c>machine</c> shows and saves them.</summary>
public sealed class HardwareTextTests
{
    [Fact]
    public void List_Catalogue_HasALineADevice()
    {
        var lines = HardwareText.List(HardwareCatalogue.All).Split(Environment.NewLine);

        Assert.Equal(HardwareCatalogue.All.Length, lines.TakeWhile(line => line.Length > 0).Count() - 1);
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["H100-SXM-80GB", "989", "bf16", "80", "GiB", "3350", "450", "700", "2.95"]);
    }

    [Fact]
    public void One_Device_StatesItsSources()
    {
        var text = HardwareText.One(HardwareCatalogue.Find("A100"));

        Assert.Contains("peak bf16    312 TFLOP/s, at most 271.2 measured", text, StringComparison.Ordinal);
        Assert.Contains("price        1.75 USD an hour (Lambda on demand", text, StringComparison.Ordinal);
        Assert.Contains("source       NVIDIA A100 datasheet; measured: ml-engineering, compute/accelerator (2022-05)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Saved_Machine_IsADeviceThatCanBeReadAndReplaced()
    {
        using var folder = new TemporaryFolder();
        var report = new MachineReport
        {
            PeakFlopsPerSecond = 1e11,
            BytesPerSecond = 1e10,
            AllCoresFlopsPerSecond = 1.8e11,
            AllCoresBytesPerSecond = 1.5e10,
            Cores = 2,
            Processor = "AMD EPYC",
            MemoryBytes = 8L << 30,
            System = "Linux",
            Libraries = new Dictionary<string, string> { ["libtorch"] = "2.10.0" },
            TorchLoadedFrom = "",
        };
        var path = folder.File("machine.json");
        File.WriteAllText(path, HardwareJson.Write(MachineDevice.Of(report, new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero))).ToJsonString(JsonText.Indented));

        var device = Assert.Single(HardwareCatalogue.Read(path));

        Assert.Equal(("AMD EPYC", 0.18e12, 1.5e10, 8.0 * (1 << 30), "2026-11-30"), (device.Name, device.Peaks.Values.Single(), device.MemoryBandwidth, device.MemoryBytes, device.Date));
        Assert.True(OutputKind.Device.MayReplace(path));
    }
}
