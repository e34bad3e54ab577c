using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Cli.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_PathIsAnInput_IsRefused()
    {
        var data = Existing("data.csv", "row,prediction\r\n1,2\r\n");

        Assert.Contains("is the input", Refusal(data, OutputKind.Predictions, data), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LinkToAnInput_IsRefused()
    {
        var data = Existing("data.csv", "row,prediction\r\n1,2\r\n");
        File.CreateSymbolicLink(_folder.File("link.csv"), "data.csv");
        Directory.CreateSymbolicLink(_folder.File("inner"), _folder.Path);

        Assert.Contains("is the input", Refusal(_folder.File("link.csv"), OutputKind.Predictions, data), StringComparison.Ordinal);
        Assert.Contains("is the input", Refusal(Path.Combine(_folder.File("inner"), "data.csv"), OutputKind.Predictions, data), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_FileOfAnotherKind_IsLeftAsItIs()
    {
        var foreign = Existing("prod.svg", "id,price\n1,2\n");
        OutputKind[] kinds =
        [
            OutputKind.Report, OutputKind.Plot, OutputKind.Picture, OutputKind.Trials, OutputKind.TrialLines, OutputKind.Predictions,
            OutputKind.Scores, OutputKind.Text, OutputKind.Weights, OutputKind.Onnx, OutputKind.HowTo,
        ];

        Assert.All(kinds, kind => Assert.Contains("left as it is", Assert.Throws<UserInputException>(() => OutputFile.Create(foreign, kind)).Message, StringComparison.Ordinal));
        Assert.Throws<UserInputException>(() => OutputFile.Write(foreign, OutputKind.Onnx, [1]));
        Assert.Throws<UserInputException>(() => OutputFile.Copy(foreign, foreign, OutputKind.Weights));
        Assert.Equal("id,price\n1,2\n", File.ReadAllText(foreign));
    }

    [Fact]
    public void Check_StoreOfTheStudies_IsRefused()
    {
        Directory.CreateDirectory(_folder.File(Workspace.StoreFolder));

        Assert.Contains("keeps its studies", Refusal(Path.Combine(_folder.File(Workspace.StoreFolder), "out.csv"), OutputKind.Trials), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OlderFileOfItsKindOrEmptyOne_IsReplaced()
    {
        var path = _folder.File("out.csv");
        foreach (var before in new[] { "", "row,prediction,p_a\r\n1,a,0.9\r\n" })
        {
            File.WriteAllText(path, before);
            using (var file = OutputFile.Create(path, OutputKind.Predictions))
            {
                PredictionCsv.Write([], [], [], file);
            }

            Assert.Equal("row,prediction\r\n", File.ReadAllText(path));
        }
    }

    [Fact]
    public void Create_ReportTrialsAndLines_MayBeWrittenAgain()
    {
        var trials = FakeStudy.Report().Trials;
        Again(OutputKind.Report, writer => HtmlReport.Write(FakeStudy.Report(), writer));
        Again(OutputKind.Trials, writer => CsvExport.Write(trials, _ => "mlp", writer));
        Again(OutputKind.TrialLines, writer => JsonLinesExport.Write(trials, writer));
    }

    [Theory]
    [InlineData(typeof(UnauthorizedAccessException))]
    [InlineData(typeof(IOException))]
    public async Task Boundary_UnreadableFolder_IsAMistakeOfTheUser(Type fault) =>
        Assert.Equal(ExitCode.Usage, await ErrorBoundary.RunAsync(_ => throw (Exception)Activator.CreateInstance(fault, "Access to the path '/x' is denied.")!));

    private void Again(OutputKind kind, Action<TextWriter> write)
    {
        var path = _folder.File(Guid.NewGuid().ToString("N"));
        for (var time = 0; time < 2; time++)
        {
            using var file = OutputFile.Create(path, kind);
            write(file);
        }

        Assert.NotEqual(0, new FileInfo(path).Length);
    }

    private string Existing(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    private static string Refusal(string path, OutputKind kind, params string[] inputs) =>
        Assert.Throws<UserInputException>(() => OutputFile.Check(path, kind, inputs)).Message;
}
