namespace Sweetspot.Training.Tests;

/// <summary>Real data sets, where they lie beside the repository.</summary>
internal static class SharedSets
{
    /// <summary>Folder of a set; the test is skipped where it is missing.</summary>
    public static string Folder(string set)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "sets", set);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"shared/data/sets/{set} is not beside the repository.");
        return "";
    }
}
