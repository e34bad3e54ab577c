namespace Sweetspot.Cli;

/// <summary>A path without links, so that two names of one file are seen to be one.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    public static string Of(string path) => Of(Path.GetFullPath(path), MostLinks);

    /// <remarks>A circle of links is left as it is: opening it fails with a message of its own.</remarks>
    private static string Of(string full, int links)
    {
        if (Path.GetDirectoryName(full) is not { } folder || links == 0)
        {
            return full;
        }

        var real = Of(folder, links);
        var here = Path.Combine(real, Path.GetFileName(full));
        return new FileInfo(here).LinkTarget is { } target ? Of(Path.GetFullPath(target, real), links - 1) : here;
    }
}
