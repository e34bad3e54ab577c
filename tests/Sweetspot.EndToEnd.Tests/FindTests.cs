using System.Text.Json;

namespace Sweetspot.EndToEnd.Tests;

public sealed class FindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Find_Digits_RecommendsWithEvidenceAndIsNotRepeated()
    {
        string[] arguments = ["find", "digits", "--trials", "6", "--epochs", "6", "--json"];

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);
        var (again, second, secondError) = await SweetspotProcess.RunAsync(_folder.Path, arguments);

        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        var root = document.RootElement;
        Assert.Equal("sweetspot.study/1", root.GetProperty("schema").GetString());
        Assert.Equal("done", root.GetProperty("state").GetString());
        Assert.Equal(6, root.GetProperty("trials").GetProperty("completed").GetInt32());
        var recommendation = root.GetProperty("recommendation");
        var accuracy = recommendation.GetProperty("metrics").GetProperty("accuracy");
        Assert.InRange(accuracy.GetProperty("value").GetDouble(), 0.5, 1);
        Assert.Equal("fraction", accuracy.GetProperty("unit").GetString());
        Assert.StartsWith("measured", accuracy.GetProperty("origin").GetString(), StringComparison.Ordinal);
        Assert.True(accuracy.GetProperty("stderr").GetDouble() > 0);
        Assert.True(recommendation.GetProperty("metrics").TryGetProperty("test_accuracy", out _));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "sweetspot-report.html")));

        Assert.Equal(0, again);
        Assert.Contains("already", secondError, StringComparison.Ordinal);
        using var repeated = JsonDocument.Parse(second);
        Assert.Equal(output, second);
    }

    [Fact]
    public async Task Find_KilledAndStartedAgain_KeepsEveryFinishedTrialAndRepeatsNone()
    {
        string[] arguments = ["find", "digits", "--trials", "10", "--epochs", "6", "--search", "random", "--maximize", "accuracy", "--minimize", "parameters", "--json"];
        using var clean = new TemporaryFolder();

        using (var first = SweetspotProcess.Start(_folder.Path, arguments))
        {
            await first.SeenAsync("search ", times: 4);
            first.KillHard();
            await first.EndAsync();
        }

        var (code, resumed, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);
        var (_, whole, _) = await SweetspotProcess.RunAsync(clean.Path, arguments);

        Assert.True(code == 0, error);
        Assert.Equal(await TrialsAsync(clean.Path), await TrialsAsync(_folder.Path));
        Assert.Equal(Candidate(whole), Candidate(resumed));
        Assert.Contains("going on", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_DistilledStudyKilledAndStartedAgain_SameTeacherAndTrialsAndSaysWhetherItPaid()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "study.yaml"),
            "task: { preset: digits }\nspace:\n  width: { int: [4, 32] }\n  distill: { choice: [off, on] }\n  prune: { choice: [0, 0.5] }\n"
            + "objectives: [{ maximize: accuracy }, { minimize: parameters }]\nsearch: { algorithm: random }\nfidelity: { epochs: 5 }\nbudget: { trials: 12 }\n",
            TestContext.Current.CancellationToken);
        using var clean = new TemporaryFolder();
        File.Copy(Path.Combine(_folder.Path, "study.yaml"), Path.Combine(clean.Path, "study.yaml"));

        using (var first = SweetspotProcess.Start(_folder.Path, "find", "study.yaml"))
        {
            await first.SeenAsync(", distillation: accuracy", times: 2);
            first.KillHard();
            await first.EndAsync();
        }

        var (code, resumed, error) = await SweetspotProcess.RunAsync(_folder.Path, "find", "study.yaml", "--json", "--workers", "1");
        await SweetspotProcess.RunAsync(clean.Path, "find", "study.yaml", "--json");

        Assert.True(code == 0, error);
        Assert.Equal(await TrialsAsync(clean.Path), await TrialsAsync(_folder.Path));
        using var document = JsonDocument.Parse(resumed);
        var compared = document.RootElement.GetProperty("compression").EnumerateArray().Select(comparison => comparison.GetProperty("text").GetString()!).ToList();
        Assert.Contains(compared, text => text.StartsWith("pruning 50 %", StringComparison.Ordinal));
        Assert.Contains(compared, text => text.Contains("distillation", StringComparison.Ordinal));
        Assert.All(compared, text => Assert.Matches(@"^[a-z0-9 %]+: [+-]?\d+(\.\d+)? ± \d+(\.\d+)? pp against training the smaller model: (pays|does not pay) \(mlp 64-", text));
    }

    [Fact]
    public async Task Find_Halving_OnlyWholeTrainingsStandOnTheFront()
    {
        _folder.File(
            "study.yaml",
            "task: { preset: digits }\nspace:\n  width: { int: [4, 48], scale: log }\nobjectives: [{ maximize: accuracy }, { minimize: parameters }]\n"
            + "fidelity: { epochs: { min: 2, max: 6, factor: 3 } }\nsearch: { algorithm: halving }\nbudget: { trials: 12 }\n");

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, "find", "study.yaml", "--json");
        var (_, exported, _) = await SweetspotProcess.RunAsync(_folder.Path, "export", "--format", "jsonl");

        Assert.True(code == 0, error);
        Assert.Contains("most trials stop after 2 of 6 epochs, and each counts as one; only whole trainings stand on the front", error, StringComparison.Ordinal);
        var searched = exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(trial => trial.GetProperty("purpose").GetString() == "search").ToList();
        Assert.Equal(12, searched.Count);
        Assert.Contains(searched, trial => trial.GetRawText().Contains("goes on after 1 epoch trained before (counted)", StringComparison.Ordinal));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.Path, ".sweetspot"), "trunks*"));
        Assert.All(searched, trial => Assert.Equal(trial.GetProperty("epochs").GetInt32() == 2 ? "pruned" : "completed", trial.GetProperty("state").GetString()));
        var whole = searched.Where(trial => trial.GetProperty("epochs").GetInt32() == 6).Select(trial => trial.GetProperty("trial").GetInt32()).ToList();
        using var document = JsonDocument.Parse(output);
        Assert.Equal(12 - whole.Count, document.RootElement.GetProperty("trials").GetProperty("pruned").GetInt32());
        Assert.InRange(whole.Count, 1, 4);
        Assert.All(document.RootElement.GetProperty("front").EnumerateArray(), trial => Assert.Contains(trial.GetProperty("trial").GetInt32(), whole.Append(0))); // 0: the linear model
    }

    [Fact]
    public async Task Find_Ladder_FitsALawAndIsNotRepeated()
    {
        string[] arguments = ["find", "digits", "--search", "ladder", "--epochs", "3"];

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);
        var (again, repeated, said) = await SweetspotProcess.RunAsync(_folder.Path, arguments);

        Assert.True(code == 0, error);
        Assert.Contains("search 16/16 ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("verify ", error, StringComparison.Ordinal);
        Assert.StartsWith("digits: 16 runs, ", output, StringComparison.Ordinal);
        Assert.Contains("Roll-out: the law of the 15 smaller runs predicts ", output, StringComparison.Ordinal);
        Assert.Equal(0, again);
        Assert.Equal(output, repeated);
        Assert.DoesNotContain("search 1/16 ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Interrupted_Exits130PrintsWhatThereIsAndResumes()
    {
        string[] arguments = ["find", "digits", "--trials", "12", "--json"];
        using var run = SweetspotProcess.Start(_folder.Path, arguments);
        await run.SeenAsync("search ", times: 2);

        run.Interrupt();
        var code = await run.EndAsync();

        Assert.Equal(130, code);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal("cancelled", document.RootElement.GetProperty("state").GetString());
        Assert.True(document.RootElement.GetProperty("trials").GetProperty("completed").GetInt32() >= 1);
    }

    [Fact]
    public async Task Find_StudyIsRunElsewhere_Exits4AndNamesTheProcess()
    {
        string[] arguments = ["find", "digits", "--trials", "200"];
        using var first = SweetspotProcess.Start(_folder.Path, arguments);
        await first.SeenAsync("search ");

        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);

        Assert.Equal(4, code);
        Assert.Contains($"process {first.Id}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NothingCanKeepTheLimits_Exits3WithTheClosestValue()
    {
        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, "find", "digits", "--constraint", "parameters <= 10", "--json");

        Assert.Equal(3, code);
        using var document = JsonDocument.Parse(output);
        Assert.Equal("nothing-feasible", document.RootElement.GetProperty("state").GetString());
        Assert.Contains("parameters <= 10", document.RootElement.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("parameters <= 10", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindDryRun_NothingCanKeepTheLimits_Exits3AsTheRunWould()
    {
        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, "find", "digits", "--constraint", "parameters <= 10", "--dry-run");

        Assert.Equal(3, code);
        Assert.Contains("no point of the space keeps \"parameters <= 10\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("find digits --nonsense 1", "--nonsense")]
    [InlineData("find mnist", "mnist")]
    [InlineData("find --data missing.csv --target y", "missing.csv")]
    [InlineData("find digits --minimize lattency_ms", "lattency_ms")]
    [InlineData("find digits --constraint paramters<=5", "paramters")]
    [InlineData("find digits --time soon", "--time: \"soon\" is not a length of time")]
    [InlineData("find digits --seed -1", "--seed: \"-1\" is not a whole number from 0.")]
    [InlineData("find digits --trials 0", "--trials: \"0\" is not a whole number from 1.")]
    [InlineData("find digits --trials 1e-3", "--trials: \"1e-3\" is not a whole number from 1.")]
    [InlineData("find digits --workers 9999", "--workers: \"9999\" is more than ")]
    [InlineData("find digits --validation NaN", "--validation: \"NaN\" is not a share")]
    [InlineData("find digits --rule best", "--rule: \"best\" is not one of one-standard-error, knee, utility.")]
    [InlineData("find .", "--data .")]
    [InlineData("find digits --report missing/report.html", "there is no folder")]
    [InlineData("find digits --report .", "this is a folder")]
    [InlineData("find digits --group x", "--group: the built-in set")]
    [InlineData("find digits --target x", "--target: the built-in set")]
    [InlineData("find", "digits")]
    public async Task Find_BadUsage_Exits2AndSaysWhat(string line, string named)
    {
        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, line.Split(' '));

        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".sweetspot")));
    }

    [Fact]
    public async Task Find_SeveralFlagsAreWrong_NamesAllOneALine()
    {
        var (code, output, error) = await SweetspotProcess.RunAsync(
            _folder.Path, "find", "digits", "--trials", "none", "--rule", "best", "--time", "0s", "--price", "x");

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Equal(["--trials", "--rule", "--time", "--price"], error.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1].TrimEnd(':')).OrderBy(name => Array.IndexOf(["--trials", "--rule", "--time", "--price"], name)));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b,y\n", "no rows")]
    [InlineData("a,b\n1,2\n", "y")]
    public async Task Find_BadTable_Exits2(string content, string named)
    {
        _folder.File("train.csv", content);

        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, "find", "--data", "train.csv", "--target", "y");

        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.OrdinalIgnoreCase);
    }

    private static string Candidate(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("front").GetRawText().Length > 2
            ? string.Join(';', document.RootElement.GetProperty("front").EnumerateArray().Select(point => point.GetProperty("candidate").GetRawText()))
            : "";
    }

    /// <summary>Search trials as "number candidate accuracy", which must not depend on a kill.</summary>
    private static async Task<IReadOnlyList<string>> TrialsAsync(string folder)
    {
        var (code, output, error) = await SweetspotProcess.RunAsync(folder, "export", "--format", "jsonl");
        Assert.True(code == 0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(trial => trial.GetProperty("purpose").GetString() == "search")
            .Select(trial => $"{trial.GetProperty("trial")} {trial.GetProperty("candidate").GetRawText()} {trial.GetProperty("metrics").GetProperty("accuracy").GetProperty("value")}")
            .Order(StringComparer.Ordinal)];
    }
}
