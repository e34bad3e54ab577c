using System.Text.RegularExpressions;

namespace Sweetspot.Cli.Tests;

/// <summary><c>docs/references.md</c> lists what is cited.</summary>
public partial class ReferencesTests
{
    private const string File = "docs/references.md";

    [Fact]
    public void References_OfSourceAndDocuments_AreListed()
    {
        var listed = Cited(Repository.Read(File)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = new[] { "src", "docs" }.SelectMany(Repository.Texts).Concat([Repository.PathOf("README.md")])
            .SelectMany(path => Cited(System.IO.File.ReadAllText(path)).Where(id => !listed.Contains(id)).Select(id => $"{Path.GetRelativePath(Repository.Root, path)}: {id}"));

        Assert.Empty(missing);
    }

    [Fact]
    public void References_EachIdentifier_IsListedOnce()
    {
        var lines = Repository.Read(File).Split('\n');
        var twice = lines.SelectMany(line => Cited(line).Distinct(StringComparer.OrdinalIgnoreCase))
            .GroupBy(id => id, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(twice);
    }

    [Theory]
    [InlineData("as in arXiv 1711.05101, alg. 2", "arXiv:1711.05101")]
    [InlineData("(arXiv:2203.03466v2)", "arXiv:2203.03466")]
    [InlineData("(doi:10.1109/4235.996017, §III.B).", "doi:10.1109/4235.996017")]
    [InlineData("[x](https://doi.org/10.24432/C50P49), and", "doi:10.24432/C50P49")]
    public void Cited_Text_FindsTheIdentifier(string text, string identifier) => Assert.Equal([identifier], Cited(text).Distinct());

    private static IEnumerable<string> Cited(string text) =>
        ArXiv().Matches(text).Select(match => $"arXiv:{match.Groups["id"].Value}")
            .Concat(Doi().Matches(text).Select(match => $"doi:{match.Groups["id"].Value.TrimEnd('.')}"));

    [GeneratedRegex(@"arxiv(?:\.org/abs/|[: ]\s*)(?<id>\d{4}\.\d{4,5})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ArXiv();

    [GeneratedRegex(@"doi(?:\.org/|[: ]\s*)(?<id>10\.\d{4,9}/[-._;/:A-Z0-9]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Doi();
}
