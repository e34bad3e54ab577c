using System.CommandLine.Parsing;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli.Tests;

public class ReadmeTests
{
    private const string English = "README.md";
    private const string Chinese = "README.zh-CN.md";
    private const string Run = "dotnet run --project src/Sweetspot.Cli -- ";
    private const string Name = "sweetspot ";

    public static TheoryData<string> Commands => [.. Lines(English).Where(IsCommand).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Readme_CommandLine_ParsesWithoutErrors(string line)
    {
        var command = line.Split(" > ")[0]; // what follows is the shell's
        var arguments = CommandLineParser.SplitCommandLine(command.StartsWith(Run, StringComparison.Ordinal) ? command[Run.Length..] : command[Name.Length..]);

        var parsed = RootCommands.Create().Parse([.. arguments]);

        Assert.Empty(parsed.Errors.Select(error => error.Message));
    }

    [Fact]
    public void Readme_MainCommands_StandAloneOnTheirLines()
    {
        Assert.Contains(Run + "find digits", Lines(English));
        Assert.Contains("dotnet test --solution Sweetspot.slnx", Lines(English));
    }

    [Fact]
    public void ReadmeChinese_CommandLines_AreThoseOfTheEnglishOne() => Assert.Equal(Lines(English), Lines(Chinese));

    [Fact]
    public void ReadmeChinese_Code_IsThatOfTheEnglishOne() => Assert.Equal(Repository.Blocks(English, "csharp"), Repository.Blocks(Chinese, "csharp"));

    [Fact]
    public void Readme_LibraryExample_IsPartOfTheSample() =>
        Assert.Contains(Assert.Single(Repository.Blocks(English, "csharp")), Repository.Read("samples/AskTell/Program.cs"), StringComparison.Ordinal);

    [Theory]
    [InlineData(English)]
    [InlineData(Chinese)]
    public void Readme_StudyFile_HasNoProblems(string file)
    {
        var spec = StudyFile.Parse(Assert.Single(Repository.Blocks(file, "yaml")), "study.yaml", "");

        Assert.Equal("digits", spec.Task.Preset);
        Assert.Equal([new("accuracy", Direction.Maximize), new ObjectiveSpec("latency_ms", Direction.Minimize)], spec.Objectives);
    }

    private static bool IsCommand(string line) => line.StartsWith(Run, StringComparison.Ordinal) || line.StartsWith(Name, StringComparison.Ordinal);

    private static List<string> Lines(string file) => [.. Repository.Blocks(file, "sh").SelectMany(block => block.Split('\n'))];
}
