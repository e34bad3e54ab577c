using System.Text.Json;

namespace Sweetspot.EndToEnd.Tests;

/// <summary>From data to an ONNX file, its answers and its cost, with the real program.</summary>
public sealed class OnnxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExportPredictMeasure_AfterFind_AgreeWithTheStudy()
    {
        await WriteTableAsync();
        await OkAsync("find", "--data", "table.csv", "--target", "kind", "--trials", "3", "--epochs", "3");
        var compared = await OkAsync("export", "--format", "onnx");
        await OkAsync("export", "--format", "weights");
        await OkAsync("predict", "model.onnx", "table.csv", "-o", "onnx.csv");
        await OkAsync("predict", "model.safetensors", "table.csv", "-o", "torch.csv");
        var measured = await OkAsync("measure", "model.onnx", "--batch", "1,8", "--json");

        Assert.Matches(@"Compared: the greatest relative difference to the trained model on 240 rows of the study's data is \d", compared.Error);
        Assert.Contains("`probabilities`", await ReadAsync("model.onnx.md"), StringComparison.Ordinal);
        Assert.Equal(await AnswersAsync("torch.csv"), await AnswersAsync("onnx.csv"));
        using var document = JsonDocument.Parse(measured.Output);
        var root = document.RootElement;
        Assert.Equal("sweetspot.measure/1", root.GetProperty("schema").GetString());
        Assert.Equal(new FileInfo(Path.Combine(_folder.Path, "model.onnx")).Length, root.GetProperty("file_bytes").GetProperty("value").GetInt64());
        Assert.True(root.GetProperty("parameters").GetProperty("value").GetInt64() > 0);
        Assert.Contains("Gemm", root.GetProperty("flops").GetProperty("by_operator").EnumerateArray().Select(cost => cost.GetProperty("operator").GetString()));
        Assert.Equal([1, 8], root.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("batch").GetInt32()));
        Assert.All(root.GetProperty("runs").EnumerateArray(), run =>
        {
            var latency = run.GetProperty("latency_ms");
            Assert.InRange(latency.GetProperty("median").GetDouble(), double.Epsilon, latency.GetProperty("p99").GetDouble());
            Assert.StartsWith("measured (ONNX Runtime", latency.GetProperty("origin").GetString(), StringComparison.Ordinal);
            Assert.True(run.GetProperty("peak_memory_bytes").GetProperty("value").GetInt64() > 0);
        });
        Assert.Equal(2, root.GetProperty("roofline").GetProperty("runs").GetArrayLength());
    }

    [Theory]
    [InlineData("error: table.csv: is not an ONNX model, or is cut off; give a whole .onnx file.", "measure", "table.csv")]
    [InlineData("error: gone.onnx: there is no such file; give an ONNX model.", "measure", "gone.onnx")]
    [InlineData("error: --batch: \"1,x\" is not a list of whole numbers above 0, such as 1,32.", "measure", "table.csv", "--batch", "1,x")]
    [InlineData("error: --dim: \"sequence\" is not NAME=N with a whole number N above 0, such as sequence=128.", "measure", "table.csv", "--dim", "sequence")]
    [InlineData("error: --threads: 1000 is more than this machine's", "measure", "table.csv", "--threads", "1000")]
    public async Task Measure_WrongInput_OneLineAndCode2(string line, params string[] arguments)
    {
        await WriteTableAsync();

        var (code, output, error) = await SweetspotProcess.RunAsync(_folder.Path, arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(line, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), text => text.StartsWith("error:", StringComparison.Ordinal));
    }

    private async Task<(int Code, string Output, string Error)> OkAsync(params string[] arguments)
    {
        var result = await SweetspotProcess.RunAsync(_folder.Path, arguments);
        Assert.True(result.Code == 0, result.Error);
        return result;
    }

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_folder.Path, file), TestContext.Current.CancellationToken);

    /// <summary>Row and answer of each line, without probabilities.</summary>
    private async Task<List<string>> AnswersAsync(string file) => [.. (await ReadAsync(file)).Split("\r\n").Select(line => string.Join(',', line.Split(',').Take(2)))];

    private Task WriteTableAsync() => File.WriteAllLinesAsync(
        Path.Combine(_folder.Path, "table.csv"),
        ["length,width,kind", .. Enumerable.Range(0, 240).Select(row => FormattableString.Invariant($"{(row * 37 % 101) + (20 * (row % 3))},{row * 53 % 89},{"abc"[row % 3]}"))],
        TestContext.Current.CancellationToken);
}
