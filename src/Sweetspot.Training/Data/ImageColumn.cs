using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>A column of image paths, each relative to its table's folder.</summary>
/// <param name="column">The paths.</param>
/// <param name="folderOf">Folder of a row's table.</param>
/// <param name="place">Where a row stands, for messages.</param>
internal sealed class ImageColumn(TextColumn column, Func<int, string> folderOf, Func<int, string> place)
{
    private const int MostReported = 20;

    /// <summary>Different files in the order of their first row.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Decodes the image of each of <paramref name="rows"/>; a file that several rows name is decoded once.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="notes">Told where some are resized.</param>
    /// <param name="shape">Size wanted; null: by the images.</param>
    /// <exception cref="UserInputException">Files are missing or damaged; holds all such problems up to a number.</exception>
    public ImageStack Decode(IReadOnlyList<int> rows, List<string> notes, InputShape? shape = null)
    {
        var problems = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = new int[rows.Count];
        for (var i = 0; i < at.Length; i++)
        {
            var path = Resolve(rows[i], problems);
            at[i] = places.TryGetValue(path, out var known) ? known : places[path] = places.Count;
        }

        Files = [.. places.Keys];
        ImageStack? stack = null;
        try
        {
            string[] readable = problems.Count == 0 ? [.. Files] : [.. Files.Where(File.Exists)];
            stack = shape is { } size ? PictureSizing.Decode(readable, size, notes) : PictureSizing.Decode(readable, notes);
        }
        catch (UserInputException exception)
        {
            problems.AddRange(exception.Problems);
        }

        if (problems.Count > MostReported)
        {
            problems = [.. problems.Take(MostReported), $"{column.Name}: {Counted.Of(problems.Count - MostReported, "more image is", "more images are")} missing or damaged."];
        }

        return problems.Count == 0 ? stack!.Pick(at) : throw new UserInputException(problems);
    }

    /// <summary>A line where images of one folder are not grouped: neighbouring frames of a drive are nearly the same picture.</summary>
    public string? WarningWithoutGroup()
    {
        var largest = Files.GroupBy(Path.GetDirectoryName).MaxBy(folder => folder.Count());
        return largest is null || largest.Count() < 2 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Warning: {largest.Count():N0} images lie in one folder ({Path.GetFileName(largest.Key)}) and no --group is given; frames of one drive are nearly alike, so name the column of the drive with --group, or scores will flatter.");
    }

    private string Resolve(int row, List<string> problems)
    {
        if (column[row].Length == 0)
        {
            problems.Add($"{place(row)}: {column.Name} names no image; give its path, or remove the row.");
            return "";
        }

        var path = Path.GetFullPath(column[row], folderOf(row));
        if (!File.Exists(path))
        {
            problems.Add($"{place(row)}: {column.Name} names {column[row]}, and there is no such file in {folderOf(row)}.");
        }

        return path;
    }
}
