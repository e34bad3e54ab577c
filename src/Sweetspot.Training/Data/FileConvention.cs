namespace Sweetspot.Training;

/// <summary>Files that belong together by their names.</summary>
internal static class FileConvention
{
    private static readonly (string Images, string Labels)[] LabelNames = [("-images-idx3-ubyte", "-labels-idx1-ubyte"), ("-images", "-labels"), ("_images", "_labels"), ("images", "labels")];

    /// <summary>The name of a data set for people: its folder for a file called train-something, else the file without endings.</summary>
    public static string DataName(string path)
    {
        var name = Bare(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(path))));
        return name.StartsWith("train", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(folder) ? folder : name;
    }

    /// <summary>Label file of an image file; null where there is none.</summary>
    public static string? Labels(string images) =>
        LabelNames.Select(pair => Sibling(images, pair.Images, pair.Labels)).FirstOrDefault(path => path is not null);

    /// <summary>The table about each image; null where there is none.</summary>
    public static string? Meta(string images)
    {
        var name = Path.GetFileName(images);
        var at = name.IndexOf("-images", StringComparison.Ordinal);
        return at < 0 ? null : Existing(Path.Combine(Folder(images), name[..at] + "-meta.csv"));
    }

    /// <summary>IDX images beside a table, <c>train-images.idx</c> beside <c>train.csv</c>; null where there are none.</summary>
    public static string? Images(string table)
    {
        var name = Path.GetFileName(table);
        var bare = Bare(name);
        return bare.Length == name.Length ? null : Existing(Path.Combine(Folder(table), bare + "-images.idx")) ?? Existing(Path.Combine(Folder(table), bare + "-images-idx3-ubyte"));
    }

    /// <summary>The table beside IDX images, in their order; null where there is none.</summary>
    public static string? Table(string images)
    {
        var name = Path.GetFileName(images);
        var at = name.IndexOf("-images", StringComparison.Ordinal);
        return at <= 0 ? null : Existing(Path.Combine(Folder(images), name[..at] + ".csv")) ?? Existing(Path.Combine(Folder(images), name[..at] + ".tsv"));
    }

    /// <summary>Test file of a training file; null where there is none.</summary>
    public static string? Test(string train)
    {
        var name = Path.GetFileName(train);
        if (!name.StartsWith("train", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Existing(Path.Combine(Folder(train), "test" + name[5..])) ?? Existing(Path.Combine(Folder(train), "t10k" + name[5..]));
    }

    /// <summary>The training file in a folder; null where there is none by name.</summary>
    public static string? DataIn(string folder)
    {
        string[] names = ["train-images.idx", "train-images-idx3-ubyte", "images.idx", "train.csv", "train.tsv"];
        return names.Select(name => Existing(Path.Combine(folder, name))).FirstOrDefault(path => path is not null);
    }

    /// <summary>The folder called train in a folder, or the folder itself.</summary>
    public static string TrainingFolder(string folder)
    {
        var inner = Path.Combine(folder, "train");
        return Directory.Exists(inner) ? inner : folder;
    }

    /// <summary>The folder called test beside one called train; null where there is none.</summary>
    public static string? TestFolder(string training)
    {
        var trimmed = Path.TrimEndingDirectorySeparator(training);
        var test = Path.Combine(Folder(trimmed), "test");
        return Path.GetFileName(trimmed) == "train" && Directory.Exists(test) ? test : null;
    }

    private static string? Sibling(string path, string part, string other)
    {
        var name = Path.GetFileName(path);
        return name.Contains(part, StringComparison.Ordinal)
            ? Existing(Path.Combine(Folder(path), name.Replace(part, other, StringComparison.Ordinal)))
            : null;
    }

    /// <summary>The file, or the same packed or unpacked.</summary>
    public static string? Existing(string path)
    {
        var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return new[] { path, plain, plain + ".gz" }.FirstOrDefault(File.Exists);
    }

    private static string Folder(string path) => Path.GetDirectoryName(path) ?? "";

    private static string Bare(string name)
    {
        foreach (var ending in (string[])[".gz", ".csv", ".tsv", ".txt", ".idx"])
        {
            name = name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name;
        }

        return name;
    }
}
