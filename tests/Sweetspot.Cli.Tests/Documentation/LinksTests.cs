using System.Text.RegularExpressions;

namespace Sweetspot.Cli.Tests;

public partial class LinksTests
{
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_RelativeLinks_LeadToFiles(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!; // the document lies in the repository

        var broken = Link().Matches(Repository.Read(document)).Select(match => match.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, to)));

        Assert.Empty(broken.ToList());
    }

    [GeneratedRegex(@"\]\((?<to>[^)#\s]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
