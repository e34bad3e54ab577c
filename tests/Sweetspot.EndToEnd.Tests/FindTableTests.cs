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
    public async Task FindTable_Interrupted_Exits130AndPrintsWhatThereIs()
    {
        File.WriteAllLines(
            Path.Combine(_folder.Path, "many.csv"),
            Enumerable.Range(0, 10_000).Select(index => (Width: 1 + (index % 100), Depth: 1 + (index / 100)))
                .Select(size => FormattableString.Invariant($"{size.Width},{size.Depth},{1 - (1.0 / Math.Sqrt(size.Width * size.Depth)):0.0000},{size.Width * size.Width * size.Depth}"))
                .Prepend("width,depth,acc,params"));
        using var run = SweetspotProcess.Start(
            _folder.Path, "find", "--table", "many.csv", "--genes", "width,depth", "--maximize", "acc", "--minimize", "params", "--search", "surrogate", "--trials", "10000");
        await run.SeenAsync(" of 10000 trials");

        run.Interrupt();
        var code = await run.EndAsync();

        Assert.Equal(130, code);
        Assert.Matches(@"^Interrupted after \d+ trials; provisional, not an answer yet\. The same command begins anew\.\n", run.Output);
        Assert.Contains("\nSo far depth=", run.Output, StringComparison.Ordinal);
        Assert.Contains("; stopped before its end.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("halving")]
    public async Task FindTable_Levels_OnlyWholeTrainingsStandOnTheFront(string search)
    {
        File.WriteAllLines(
            Path.Combine(_folder.Path, "levels.csv"),
            Enumerable.Range(0, 200).Select(index => (Width: 2 + (index % 20), Depth: 1 + (index / 20)))
                .Select(size => FormattableString.Invariant($"{size.Width},{size.Depth},{0.5 - (1.0 / size.Width):0.0000},{1 - (1.0 / Math.Sqrt(size.Width * size.Depth)):0.0000},{size.Width * size.Width * size.Depth},1,{9 + size.Depth}"))
                .Prepend("width,depth,acc_1,acc_9,params,secs_1,secs_9"));

        var (code, output, error) = await SweetspotProcess.RunAsync(
            _folder.Path, "find", "--table", "levels.csv", "--genes", "width,depth", "--maximize", "acc_9", "--minimize", "params", "--cost", "secs_9", "--fidelity", "acc_{1,9}",
            "--search", search, "--trials", "80", "--workers", "4", "--json");

        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        var history = document.RootElement.GetProperty("history").EnumerateArray().ToDictionary(trial => trial.GetProperty("trial").GetInt32());
        Assert.Contains(history.Values, trial => trial.GetProperty("epochs").GetInt32() == 1 && trial.GetProperty("reason").GetString() == "stopped after 1 of 9");
        Assert.Equal(history.Values.Count(trial => trial.GetProperty("epochs").GetInt32() == 1), document.RootElement.GetProperty("trials").GetProperty("pruned").GetInt32());
        Assert.All(document.RootElement.GetProperty("front").EnumerateArray(), trial => Assert.Equal(9, history[trial.GetProperty("trial").GetInt32()].GetProperty("epochs").GetInt32()));
    }

    [Fact]
    public async Task FindTable_NothingMoreToExpect_ConvergesAndSaysWhy()
    {
        File.WriteAllLines(
            Path.Combine(_folder.Path, "many.csv"),
            Enumerable.Range(0, 200).Select(index => (Width: 4 + (12 * (index % 20)), Depth: 1 + (index / 20)))
                .Select(size => FormattableString.Invariant($"{size.Width},{size.Depth},{1 - (1.0 / Math.Sqrt(size.Width * size.Depth)):0.0000},{size.Width * size.Width * size.Depth}"))
                .Prepend("width,depth,acc,params"));
        string[] arguments = ["find", "--table", "many.csv", "--genes", "width,depth", "--maximize", "acc", "--minimize", "params", "--known", "params", "--trials", "150", "--seed", "3"];

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);
        var (_, json, _) = await SweetspotProcess.RunAsync(_folder.Path, [.. arguments, "--without", "converge", "--json"]);

        Assert.True(code == 0, error);
        Assert.Contains("more trials would not pay", output, StringComparison.Ordinal);
        Assert.Contains("more trials would not pay", error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        Assert.Equal("done", document.RootElement.GetProperty("state").GetString());
        Assert.Equal(150, document.RootElement.GetProperty("history").GetArrayLength());
    }

    [Theory]
    [InlineData("halving", "converge", "error: --search halving needs levels of training: name their columns with --fidelity.", "error: --without: parts can be switched off in auto only, not in halving.")]
    [InlineData("auto", "evolutoin", "error: --without: \"evolutoin\" is no part of auto; did you mean \"evolution\"? There are known, start, steady, surrogate, recommend, evolution, fidelity, failures and converge.")]
    public async Task FindTable_PartsThatDoNotFit_SaysWhatToDo(string search, string without, params string[] messages)
    {
        var (code, _, error) = await SweetspotProcess.RunAsync(
            _folder.Path, "find", "--table", "sizes.csv", "--genes", "width,depth", "--maximize", "acc", "--search", search, "--without", without);

        Assert.Equal(2, code);
        Assert.Equal(messages, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')));
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
