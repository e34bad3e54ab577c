namespace Sweetspot.Training;

/// <summary>Pictures under a folder.</summary>
internal static class PictureFiles
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".bmp", ".webp"];

    /// <summary>PNG, JPEG, BMP and WebP files at any depth, sorted, and how many other files there are; hidden files count for nothing.</summary>
    public static (IReadOnlyList<string> Files, int Ignored) Under(string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal).ToList();
        var pictures = all.Where(IsPicture).ToList();
        return (pictures, all.Count - pictures.Count);
    }

    /// <summary>Whether the name is that of such a file.</summary>
    public static bool IsPicture(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
