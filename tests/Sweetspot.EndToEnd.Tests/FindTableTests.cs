using System.Text.Json;

namespace Sweetspot.EndToEnd.Tests;

public sealed class FindTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FindTableTests() => File.WriteAllLines(
        Path.Combine(_folder.Path, "sizes.csv"),
        Enumerable.Range(0, 60).Select(index => (Width: 4 << (index % 10), Depth: 1 + (index / 10)))
            .Select(size => FormattableString.Invariant($"{size.Width},{size.Depth},{1 - (1.0 / Math.Sqrt(size.Width * size.Depth)):0.0000},{size.Width * size.Width * size.Depth},{1 + size.Depth}"))
            .Prepend("width,depth,acc,params,secs"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FindTable_FourWorkers_HistoryInOrderAndTheSameAgain()
    {
        string[] arguments = ["find", "--table", "sizes.csv", "--genes", "width,depth", "--maximize", "acc", "--minimize", "params", "--cost", "secs", "--workers", "4", "--trials", "40", "--seed", "3", "--json"];

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);
        var (_, again, _) = await SweetspotProcess.RunAsync(_folder.Path, arguments);

        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        var history = document.RootElement.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal("sweetspot.study/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(Enumerable.Range(1, 40), history.Select(trial => trial.GetProperty("sequence").GetInt32()));
        Assert.Equal(history.Select(Finished).Order(), history.Select(Finished));
        Assert.Equal(40, history.Select(trial => trial.GetProperty("candidate").GetRawText()).Distinct().Count());
        Assert.Equal(4, document.RootElement.GetProperty("replay").GetProperty("workers").GetInt32());
        Assert.True(document.RootElement.GetProperty("recommendation").GetProperty("metrics").TryGetProperty("params", out _));
        Assert.Equal(WithoutSeconds(output), WithoutSeconds(again));
        Assert.Equal(["sizes.csv"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task FindTable_WrongArguments_AllNamedAtOnce()
    {
        var (code, _, error) = await SweetspotProcess.RunAsync(
            _folder.Path, "find", "digits", "--table", "sizes.csv", "--genes", "width,dept", "--maximize", "acc", "--epochs", "3", "--time", "1m", "--search", "nsga22");

        Assert.Equal(2, code);
        Assert.Equal(
            [
                "error: --epochs is not for --table: nothing is trained or stored; leave it out.",
                "error: \"digits\" and --table name two things to search; give one of them.",
                "error: --time limits the virtual time of a table: name its column of seconds with --cost.",
                "error: --search: \"nsga22\" is no search algorithm; did you mean \"nsga2\"? There are auto, surrogate, halving, nsga2, nsga3, sobol, random, grid, classic and ladder.",
                "error: --genes: sizes.csv has no column \"dept\"; did you mean \"depth\"?",
            ],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')));
    }

    private static double Finished(JsonElement trial) => trial.GetProperty("finished").GetDouble();

    private static IEnumerable<string> WithoutSeconds(string json) => json.Split('\n').Where(line => !line.Contains("\"seconds\"", StringComparison.Ordinal));
}
