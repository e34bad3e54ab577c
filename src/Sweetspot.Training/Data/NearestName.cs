namespace Sweetspot.Training;

/// <summary>Finds what the user probably meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate within a third of its letters of <paramref name="name"/>; null where none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(pair => pair.distance <= Math.Max(2, name.Length / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>"Did you mean …" with a leading space, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } near ? $" Did you mean {near}?" : "";

    /// <summary>The message for a file that is not there.</summary>
    public static string NoSuchFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        var there = folder is not null && Directory.Exists(folder);
        var names = there ? Directory.EnumerateFileSystemEntries(folder!).Select(entry => Path.GetFileName(entry)!).Order() : Enumerable.Empty<string>();
        return $"{path}: no such file or folder." + (there ? Hint(Path.GetFileName(path), names) : $" There is no folder {folder}.");
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
