using System.Reflection;

namespace Sweetspot.Cli.Tests;

/// <summary>The arrows between projects, as the compiled assemblies have them.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["sweetspot"] = ["Sweetspot.Core", "Sweetspot.Execution", "Sweetspot.Export", "Sweetspot.Planning", "Sweetspot.Storage", "Sweetspot.Training"],
        ["Sweetspot.Training"] = ["Sweetspot.Core", "Sweetspot.Planning"],
        ["Sweetspot.Export"] = ["Sweetspot.Core", "Sweetspot.Planning"],
        ["Sweetspot.Planning"] = ["Sweetspot.Core"],
        ["Sweetspot.Execution"] = ["Sweetspot.Core"],
        ["Sweetspot.Storage"] = ["Sweetspot.Core"],
        ["Sweetspot.Core"] = [],
    };

    public static TheoryData<string> Projects => [.. s_allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatLiesBelow(string project) =>
        Assert.Empty(References(project).Where(IsOurs).Except(s_allowed[project]));

    [Fact]
    public void Core_References_NothingButTheFramework() =>
        Assert.All(References("Sweetspot.Core"), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Export_References_NoTrainingFramework() => Assert.DoesNotContain("TorchSharp", References("Sweetspot.Export"));

    [Fact]
    public void Projects_OfTheSourceFolder_AreAllKnownHere() => Assert.Equal(
        s_allowed.Keys.Select(name => name == "sweetspot" ? "Sweetspot.Cli" : name).Order(StringComparer.Ordinal),
        Directory.EnumerateDirectories(Repository.PathOf("src")).Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any()).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    private static bool IsOurs(string name) => name.StartsWith("sweetspot", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> References(string project) =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, project + ".dll")).GetReferencedAssemblies().Select(name => name.Name!);
}
