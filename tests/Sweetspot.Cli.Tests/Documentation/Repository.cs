namespace Sweetspot.Cli.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    /// <summary>Set to 1 to rewrite generated documents instead of comparing them.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable("SWEETSPOT_UPDATE_EXPECTED") == "1";

    public static string Root { get; } = Find();

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    /// <summary>Source and documents below a folder, without what builds leave there.</summary>
    public static IEnumerable<string> Texts(string folder) => Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path) is ".cs" or ".md")
        .Where(path => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    /// <summary>Texts of the fenced blocks of a language in a Markdown file.</summary>
    public static IReadOnlyList<string> Blocks(string file, string language)
    {
        List<string> blocks = [];
        List<string>? open = null;
        foreach (var line in Read(file).Split('\n'))
        {
            if (open is null)
            {
                open = line == "```" + language ? [] : null;
            }
            else if (line == "```")
            {
                blocks.Add(string.Join('\n', open));
                open = null;
            }
            else
            {
                open.Add(line);
            }
        }

        return blocks;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sweetspot.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no folder above the tests holds Sweetspot.slnx");
        }

        return folder.FullName;
    }
}
