using System.Text.Json;

namespace Sweetspot.EndToEnd.Tests;

public sealed class FitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fit_RunsOfAKnownLaw_GivesItBackAsJson()
    {
        Write("runs.csv", Grid());

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, "fit", "runs.csv", "--resamples", "50", "--budget", "1e21", "--json");

        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        var constants = document.RootElement.GetProperty("constants");
        Assert.Equal(1.8, constants.GetProperty("E").GetDouble(), 1e-3);
        Assert.Equal(0.35, constants.GetProperty("alpha").GetDouble(), 1e-3);
        Assert.Equal(0.37, constants.GetProperty("beta").GetDouble(), 1e-3);
        Assert.Equal(1e21, Assert.Single(document.RootElement.GetProperty("optimum").EnumerateArray()).GetProperty("flops").GetDouble());
    }

    [Fact]
    public async Task Fit_CurveUnderAFallingRate_GivesNoIntervalNorDoesThePlanOfIt()
    {
        // Still accelerating at epoch 60, as in microsoft/nni issue 2006: 0.4619 there, 0.6237 at 120.
        File.WriteAllLines(Path.Combine(_folder.Path, "curve.csv"), ["epoch,error", .. Enumerable.Range(1, 12).Select(step => FormattableString.Invariant($"{5 * step},{0.7 - (0.16185 * (1 - Math.Cos(Math.PI * step / 24))):0.00000}"))]);

        var (code, fitted, error) = await SweetspotProcess.RunAsync(_folder.Path, "fit", "curve.csv", "--size", "epoch", "--error", "error", "--at", "120", "--json");
        Assert.True(code == 0, error);
        File.WriteAllText(Path.Combine(_folder.Path, "curve.json"), fitted);
        var (planned, text, why) = await SweetspotProcess.RunAsync(_folder.Path, "plan", "--law", "curve.json", "--at", "120");
        Assert.True(planned == 0, why);

        using var document = JsonDocument.Parse(fitted);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("predictions")[0].GetProperty("interval").ValueKind);
        Assert.Contains("falls faster and faster", text, StringComparison.Ordinal);
        Assert.DoesNotContain("95 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_LawInPlaceOfRuns_IsRefusedInOneLine()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, "law.json"), ["{", "  \"schema\": \"sweetspot.fit/1\",", "  \"law\": \"M2\"", "}"]);
        File.WriteAllLines(Path.Combine(_folder.Path, "runs.json"), ["{", "  \"loss\": 3", "}"]);

        await RefusedAsync("law.json: is an answer that Sweetspot wrote (sweetspot.fit/1), not the runs behind it; give the runs, or ask a law by sweetspot plan --law law.json.", "fit", "law.json");
        await RefusedAsync("runs.json: is one JSON object over several lines; JSON Lines have one {…} a line, each a run.", "fit", "runs.json");
    }

    [Fact]
    public async Task Fit_Folder_IsSaidToBeOne() => await RefusedAsync(".: is a folder, and a file is read here; name a file in it.", "fit", ".");

    [Fact]
    public async Task Fit_PlotOfAnotherKind_IsRefusedBeforeAnythingIsFitted()
    {
        Write("runs.csv", Grid());

        await RefusedAsync("--plot: law.pdf: drawings are written as SVG or PNG; name a file that ends in .svg or .png.", "fit", "runs.csv", "--plot", "law.pdf");
    }

    [Theory]
    [InlineData("0", "is 0, not above 0")]
    [InlineData("-1.5", "is -1.5, not above 0")]
    [InlineData("nan", "is nan, not finite")]
    [InlineData("", "is missing")]
    [InlineData("oops", "is \"oops\", not a number")]
    public async Task Fit_OneUnusableLoss_IsExcludedWithItsReason(string loss, string reason)
    {
        Write("runs.csv", [.. Grid(), $"1e8,1e9,{loss}"]);

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, "fit", "runs.csv", "--resamples", "0");

        Assert.True(code == 0, error);
        Assert.Contains($"Excluded: runs.csv line 38: loss {reason}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2.5)]
    public async Task Fit_NoLossAboveZero_IsRefusedByLine(double loss)
    {
        Write("runs.csv", Enumerable.Range(1, 8).Select(i => FormattableString.Invariant($"{i}e8,{i}e9,{loss}")));

        await RefusedAsync(FormattableString.Invariant($"runs.csv line 2: loss is {loss}, not above 0; laws need finite numbers above 0."), "fit", "runs.csv");
    }

    [Fact]
    public async Task Fit_OneDataSize_IsRefused()
    {
        Write("runs.csv", Enumerable.Range(1, 12).Select(i => FormattableString.Invariant($"{i}e8,1e10,{3.0 - (0.05 * i)}")));

        await RefusedAsync("the runs have 1 distinct number of tokens (1e+10 tokens everywhere); beta needs at least 3", "fit", "runs.csv");
    }

    [Fact]
    public async Task Fit_TokensFollowFromParameters_IsRefused()
    {
        Write("runs.csv", Enumerable.Range(1, 12).Select(i => FormattableString.Invariant($"{i}e8,{20 * i}e8,{3.0 - (0.05 * i)}")));

        await RefusedAsync("the tokens follow from the parameters in all runs", "fit", "runs.csv");
    }

    [Fact]
    public async Task Fit_MissingColumn_IsNamedWithTheNearest()
    {
        Write("runs.csv", Grid());

        await RefusedAsync("--loss: runs.csv has no column los; did you mean \"loss\"?", "fit", "runs.csv", "--loss", "los");
    }

    [Fact]
    public async Task Fit_SeveralMetrics_IsRefusedUntilOneIsChosen()
    {
        Write("runs.csv", Grid().Select((line, i) => $"{line},{(i % 2 == 0 ? "c4" : "pile")}"), "parameters,tokens,loss,metric");

        await RefusedAsync("runs.csv: metric has 2 values (c4, pile); one law holds for one metric", "fit", "runs.csv");
        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, "fit", "runs.csv", "--where", "metric == 'c4'", "--resamples", "0");
        Assert.True(code == 0, error);
    }

    private async Task RefusedAsync(string expected, params string[] arguments)
    {
        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains($"error: {expected}", error, StringComparison.Ordinal);
    }

    /// <summary>Six sizes on six numbers of tokens each, without noise.</summary>
    private static IEnumerable<string> Grid() =>
        from i in Enumerable.Range(0, 6)
        from j in Enumerable.Range(0, 6)
        let parameters = 1e7 * Math.Pow(3, i)
        let tokens = 1e9 * Math.Pow(3, j)
        select FormattableString.Invariant($"{parameters},{tokens},{1.8 + (480 * Math.Pow(parameters, -0.35)) + (2100 * Math.Pow(tokens, -0.37))}");

    private void Write(string name, IEnumerable<string> lines, string header = "parameters,tokens,loss") => File.WriteAllLines(Path.Combine(_folder.Path, name), [header, .. lines]);
}
