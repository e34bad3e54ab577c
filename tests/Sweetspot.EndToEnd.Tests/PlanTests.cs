using System.Text.Json;

namespace Sweetspot.EndToEnd.Tests;

public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plan_Budgets_AreThePublishedOptima()
    {
        foreach (var (flops, parameters, tokens, loss) in new[] { ("1e20", 8.5348e8, 1.9528e10, 2.5534), ("1e22", 9.0452e9, 1.8426e11, 2.1411), ("1e24", 9.5861e10, 1.7386e12, 1.9597) })
        {
            var answer = await JsonAsync("--budget", flops);

            var optimum = answer.GetProperty("optimum");
            Assert.Equal(1, optimum.GetProperty("parameters").GetDouble() / parameters, 1e-4);
            Assert.Equal(1, optimum.GetProperty("tokens").GetDouble() / tokens, 1e-4);
            Assert.Equal(loss, optimum.GetProperty("loss").GetDouble(), 1e-4);
            Assert.Equal("sweetspot.plan/1", answer.GetProperty("schema").GetString());
            Assert.Equal(1, answer.GetProperty("parameters").GetProperty("total").GetDouble() / parameters, 0.06); // of the shape beside it
        }
    }

    [Fact]
    public async Task Plan_LittleData_IsThePublishedAllocation()
    {
        var optimum = (await JsonAsync("--budget", "9.3e21", "--unique-tokens", "25B", "--law", "data-constrained")).GetProperty("optimum");

        Assert.Equal(1, optimum.GetProperty("parameters").GetDouble() / 6.8152e9, 1e-4);
        Assert.Equal(9.097, optimum.GetProperty("epochs").GetDouble(), 1e-3);
    }

    [Fact]
    public async Task Plan_Traffic_IsThePublishedSize()
    {
        var optimum = (await JsonAsync("--budget", "1e23", "--serve-tokens", "1T")).GetProperty("optimum");

        Assert.Equal(1, optimum.GetProperty("parameters").GetDouble() / 1.4933e10, 1e-4);
    }

    [Fact]
    public async Task Plan_LawOfOwnRuns_GivesTheAnswerOfFit()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, "runs.csv"), ["parameters,tokens,loss", .. Runs()]);
        var (code, fitted, error) = await SweetspotProcess.RunAsync(_folder.Path, "fit", "runs.csv", "--budget", "1e20", "--resamples", "100", "--json");
        Assert.True(code == 0, error);
        File.WriteAllText(Path.Combine(_folder.Path, "law.json"), fitted);

        var answer = await JsonAsync("--budget", "1e20", "--law", "law.json");

        using var fit = JsonDocument.Parse(fitted);
        var best = fit.RootElement.GetProperty("optimum")[0];
        var optimum = answer.GetProperty("optimum");
        Assert.Equal(best.GetProperty("parameters").GetDouble(), optimum.GetProperty("parameters").GetDouble(), 1e-3);
        Assert.Equal(2, optimum.GetProperty("interval").GetProperty("parameters").GetArrayLength());
        Assert.Equal(100, answer.GetProperty("law").GetProperty("resamples").GetInt32());
    }

    [Fact]
    public async Task Plan_CurveOfOwnRuns_ExpectsWhatFitExpects()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, "curve.csv"), ["rows,error", .. Enumerable.Range(0, 7).Select(step => 1000 << step).Select(rows => FormattableString.Invariant($"{rows},{(0.05 + (3 * Math.Pow(rows, -0.4))) * (rows % 3 == 1 ? 1.004 : 0.998)}"))]);
        var (code, fitted, error) = await SweetspotProcess.RunAsync(_folder.Path, "fit", "curve.csv", "--size", "rows", "--error", "error", "--at", "1e6", "--json");
        Assert.True(code == 0, error);
        File.WriteAllText(Path.Combine(_folder.Path, "curve.json"), fitted);

        var curve = (await JsonAsync("--law", "curve.json", "--at", "1M", "--plot", "curve.svg")).GetProperty("curve");

        using var fit = JsonDocument.Parse(fitted);
        var expected = fit.RootElement.GetProperty("predictions")[0];
        Assert.Equal(expected.GetProperty("error").GetDouble(), curve.GetProperty("error").GetDouble(), 1e-9);
        Assert.Equal(expected.GetProperty("interval")[0].GetDouble(), curve.GetProperty("interval").GetProperty("error")[0].GetDouble(), 2e-3); // of 400 of its 1,000 resamples
        Assert.Contains("largest run", File.ReadAllText(Path.Combine(_folder.Path, "curve.svg")), StringComparison.Ordinal);
        Assert.Equal(3, (await SweetspotProcess.RunAsync(_folder.Path, "plan", "--law", "curve.json", "--target-error", "0.001")).Code);
        Assert.Equal(2, (await SweetspotProcess.RunAsync(_folder.Path, "plan", "--law", "curve.json", "--budget", "1e20")).Code);
    }

    [Fact]
    public async Task Plan_TowersByALawOfFactors_HaveTheirLayers()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, "runs.csv"), ["factors,error", .. new[] { 1, 2, 4, 8, 16, 32 }.Select(factors => FormattableString.Invariant($"{factors},{(0.05 + (3 * Math.Pow(factors, -0.4))) * (factors % 3 == 1 ? 1.004 : 0.998)}"))]);
        var (code, fitted, error) = await SweetspotProcess.RunAsync(_folder.Path, "fit", "runs.csv", "--size", "factors", "--error", "error", "--json");
        Assert.True(code == 0, error);
        File.WriteAllText(Path.Combine(_folder.Path, "law.json"), fitted);

        var usual = (await JsonAsync("--task", "recommendation", "--law", "law.json", "--users", "100", "--items", "50", "--family", "towers")).GetProperty("best");
        var deep = (await JsonAsync("--task", "recommendation", "--law", "law.json", "--users", "100", "--items", "50", "--family", "towers", "--hidden", "64,64")).GetProperty("best");

        Assert.Equal([32], usual.GetProperty("hidden").EnumerateArray().Select(units => units.GetInt32()));
        Assert.Equal([64, 64], deep.GetProperty("hidden").EnumerateArray().Select(units => units.GetInt32()));
        Assert.True(deep.GetProperty("parameters").GetInt64() > usual.GetProperty("parameters").GetInt64());
    }

    [Theory]
    [InlineData("plan: --task recommendation needs --users N and --items N, whose tables make the size.", "--task", "recommendation", "--law", "law.json")]
    [InlineData("--hidden: goes with --family ncf and towers; mf has no layers.", "--task", "recommendation", "--hidden", "8")]
    [InlineData("--users: goes with --task recommendation only.", "--budget", "1e20", "--users", "5")]
    [InlineData("plan: --at and --target-error ask a learning curve of your own runs; name it by --law curve.json", "--at", "5")]
    [InlineData("error: --budget: \"-1\" is not a number above 0, such as 1e21 or 20B.", "--budget", "-1")]
    [InlineData("plan: say what there is, by --budget FLOPS, or what to reach, by --target-loss LOSS; or which model, by --model llama-3-8b or --config config.json.")]
    [InlineData("plan: --budget asks for the best loss and --target-loss for the least budget; give one of them.", "--budget", "1e20", "--target-loss", "2")]
    [InlineData("--budget: asks for a size, but --model and --config name one.", "--model", "llama-3-8b", "--budget", "1e20")]
    [InlineData("--context: is the length of a text, and resnet-50 takes images.", "--model", "resnet-50", "--context", "512")]
    [InlineData("plan: --days needs --hardware NAME, such as H100", "--days", "3")]
    [InlineData("--hardware: \"H1000\" is not in the hardware catalogue", "--hardware", "H1000", "--devices", "8", "--days", "3")]
    [InlineData("plan: --devices without a time trains for ever; give --days, --device-hours, --money or --budget.", "--hardware", "H100", "--devices", "8")]
    public async Task Plan_BadInput_IsOneClearLine(string message, params string[] options)
    {
        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, ["plan", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ImpossibleLoss_ExitsWithThree()
    {
        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, "plan", "--target-loss", "1.5");

        Assert.Equal(3, code);
        Assert.Empty(output);
        Assert.StartsWith("error: a loss of 1.5 is below 1.8172", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_DevicesForAWeek_HasTheSplitItsMemoryAndAPicture()
    {
        var answer = await JsonAsync("--hardware", "H100", "--devices", "64", "--days", "7", "--tpot", "15ms", "--plot", "plan.svg");

        var training = answer.GetProperty("training");
        Assert.Equal(64, training.GetProperty("devices").GetInt32());
        Assert.Equal(604800, training.GetProperty("seconds").GetProperty("value").GetDouble(), 1);
        Assert.Equal(answer.GetProperty("parameters").GetProperty("total").GetInt64(), training.GetProperty("parameters").GetInt64());
        Assert.True(answer.GetProperty("serving").GetProperty("tpot_seconds").GetProperty("value").GetDouble() <= 0.015);
        Assert.Contains("Memory of one device", File.ReadAllText(Path.Combine(_folder.Path, "plan.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ModelAndTokens_HasTheLeastHardware()
    {
        var answer = await JsonAsync("--hardware", "H100", "--days", "30", "--model", "llama-3-8b", "--tokens", "1T");

        Assert.Equal(8_030_261_248, answer.GetProperty("parameters").GetProperty("total").GetInt64());
        Assert.Equal("least hardware", answer.GetProperty("recommendation").GetProperty("rule").GetString());
        Assert.True(answer.GetProperty("front").GetArrayLength() > 1);
    }

    [Fact]
    public async Task Plan_RequestsADay_HasDevicesThatAnswerInTime()
    {
        var serving = (await JsonAsync("--model", "llama-3-8b", "--serve-hardware", "H100", "--requests-per-day", "1M", "--ttft", "300ms", "--tpot", "30ms")).GetProperty("serving");

        Assert.True(serving.GetProperty("ttft_seconds").GetProperty("value").GetDouble() <= 0.3);
        Assert.True(serving.GetProperty("tpot_seconds").GetProperty("value").GetDouble() <= 0.03);
    }

    [Fact]
    public async Task Plan_TheArticlesCase_HasACnnAndATransformer()
    {
        var answer = await JsonAsync("--task", "image-classification", "--images", "10e6", "--flops-per-second", "1000e12", "--images-per-second", "1000");

        Assert.Equal(["cnn", "vit"], answer.GetProperty("families").EnumerateArray().Select(family => family.GetProperty("family").GetString()));
    }

    [Theory]
    [InlineData("there is no public law of recommenders", 2, "--task", "recommendation")]
    [InlineData("ms a token", 3, "--model", "llama-3-70b", "--serve-hardware", "H100", "--tpot", "1ms")]
    [InlineData("times the 1 allowed; give more --days or more devices.", 3, "--model", "llama-3-8b", "--tokens", "1T", "--hardware", "H100", "--devices", "64", "--days", "1")]
    [InlineData("this comes to 7.858e-156 parameters and 2.121e-146 tokens, less than one of each; give more --budget, or a lower --target-loss.", 3, "--budget", "1e-300")]
    [InlineData("--max-epochs: limits how often data is seen, so say how much there is by --unique-tokens.", 2, "--budget", "1e21", "--max-epochs", "4")]
    [InlineData("--batch: goes with --model or --config alone.", 2, "--hardware", "H100", "--devices", "8", "--days", "3", "--batch", "5")]
    [InlineData("--utilization: \"2\" is not a share; use a number above 0 and at most 1, such as 0.2.", 2, "--task", "image-classification", "--images", "1M", "--flops-per-second", "1e15", "--utilization", "2")]
    [InlineData("drawings are written as SVG or PNG", 2, "--budget", "1e21", "--plot", "plan.pdf")]
    public async Task Plan_Impossible_SaysWhatBreaks(string message, int expected, params string[] options)
    {
        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, ["plan", .. options]);

        Assert.Equal(expected, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_KnownModel_IsDrawnAsPixels()
    {
        var (code, _, error) = await SweetspotProcess.RunAsync(_folder.Path, ["plan", "--model", "llama-3-8b", "--plot", "plan.png"]);

        Assert.True(code == 0, error);
        Assert.Equal("PNG"u8, File.ReadAllBytes(Path.Combine(_folder.Path, "plan.png")).AsSpan(1, 3));
    }

    [Fact]
    public async Task Plan_SizeBeyondAllShapes_IsWarnedOf()
    {
        var warnings = (await JsonAsync("--budget", "1e40")).GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString());

        Assert.Contains("no shape is of this size: the largest decoder has 2.471e+12 parameters", warnings);
    }

    private static IEnumerable<string> Runs() =>
        from size in new[] { 1e6, 3e6, 1e7, 3e7 }
        from tokens in new[] { 1e8, 3e8, 1e9 }
        select FormattableString.Invariant($"{size},{tokens},{1.7 + (400 / Math.Pow(size, 0.34)) + (2000 / Math.Pow(tokens, 0.37)) + (size > 5e6 ? 0.003 : -0.003)}");

    private async Task<JsonElement> JsonAsync(params string[] options)
    {
        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, ["plan", .. options, "--json"]);
        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
