using System.Text.Json;

namespace Sweetspot.EndToEnd.Tests;

public sealed class MachineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Machine_Saved_IsADeviceThatIsShownAgain()
    {
        var (measured, _, error) = await SweetspotProcess.RunAsync(_folder.Path, "machine", "--save", "my.json");
        var (shown, output, _) = await SweetspotProcess.RunAsync(_folder.Path, "machine", "--device", "my.json", "--json");

        Assert.True(measured == 0, error);
        Assert.Equal(0, shown);
        using var document = JsonDocument.Parse(output);
        var device = document.RootElement.GetProperty("devices")[0];
        Assert.Equal("cpu", device.GetProperty("kind").GetString());
        Assert.True(device.GetProperty("tflops").GetProperty("fp32").GetDouble() > 0.001);
        Assert.StartsWith("measured by sweetspot machine", device.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_UnknownDevice_NamesTheNearest()
    {
        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, "machine", "--device", "H1000");

        Assert.Equal(2, code);
        Assert.Contains("\"H1000\" is not in the hardware catalogue; did you mean \"H100\"?", error, StringComparison.Ordinal);
    }
}
