namespace Sweetspot.TestKit;

/// <summary>Real data beside the repository, which tests may read.</summary>
public static class SharedData
{
    /// <summary>A file under <c>shared/data</c>; the test is skipped where it is missing.</summary>
    public static string File(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine([folder.FullName, "shared", "data", .. parts]);
            if (System.IO.File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"shared/data/{string.Join('/', parts)} is not beside the repository.");
        return "";
    }
}
