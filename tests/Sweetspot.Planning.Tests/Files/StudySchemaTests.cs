using System.Text.Json.Nodes;

namespace Sweetspot.Planning.Tests;

public class StudySchemaTests
{
    private static readonly JsonNode s_schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "study.schema.json")))!;

    public static TheoryData<string> Parts => [.. StudyReader.KnownKeys.Keys];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Schema_OfEachPart_ListsTheKeysThatAreRead(string part)
    {
        var node = part switch
        {
            "" => s_schema,
            "gene" or "objective" => s_schema["definitions"]![part]!,
            _ => s_schema["properties"]![part]!,
        };

        Assert.Equal(StudyReader.KnownKeys[part].Order(StringComparer.Ordinal), node["properties"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.False(node["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public void Schema_OfWords_ListsTheWordsThatAreRead()
    {
        Assert.Equal(StudyChecks.Algorithms, Words("search", "algorithm"));
        Assert.Equal(StudyChecks.Rules, Words("choose", "rule"));
        Assert.Equal(Sweetspot.Core.SearchParts.Names, s_schema["properties"]!["search"]!["properties"]!["without"]!["items"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()));
    }

    private static IEnumerable<string> Words(string part, string key) =>
        s_schema["properties"]![part]!["properties"]![key]!["enum"]!.AsArray().Select(word => word!.GetValue<string>());

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sweetspot.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no folder above the tests holds Sweetspot.slnx");
        }

        return folder.FullName;
    }
}
