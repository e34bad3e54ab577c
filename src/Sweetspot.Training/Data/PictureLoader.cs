using System.Globalization;
using System.Text;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads a folder that holds a folder of PNG and JPEG pictures for each class.</summary>
internal static class PictureLoader
{
    /// <summary>Whether a folder has folders in which there are pictures.</summary>
    public static bool IsPictureFolder(string folder) => Directory.EnumerateDirectories(folder).Any(inner => PictureFiles.Under(inner).Files.Count > 0);

    public static Dataset Load(TaskSpec task, string folder, string? testFolder, List<string> notes)
    {
        if (task.Group is not null)
        {
            throw new UserInputException($"--group {task.Group}: a folder of pictures has no columns; use IDX images with a *-meta.csv, or a table.");
        }

        var training = Collect(folder, notes);
        var test = testFolder is null ? [] : Collect(testFolder, notes);
        if (training.Select(picture => picture.Class).Distinct().Take(2).Count() < 2)
        {
            throw new UserInputException($"{folder}: fewer than two folders with PNG or JPEG pictures; make one folder for each class.");
        }

        return Build(task, folder, [.. training, .. test], training.Count, notes);
    }

    private static ImageDataset Build(TaskSpec task, string folder, IReadOnlyList<Picture> pictures, int trainingCount, List<string> notes)
    {
        var labels = TextColumn.Of("folder", pictures.Select(picture => picture.Class));
        var reader = new TargetReader(labels, trainingCount, row => pictures[row].Path);
        var target = reader.Read(task with { Kind = task.Kind ?? TaskKind.Classification });
        var kept = reader.Kept.Select(row => pictures[row].Path).ToList();
        var images = PictureSizing.Decode(kept, notes);
        var isTest = reader.Kept.Select(row => row >= trainingCount).ToArray();
        if (trainingCount == pictures.Count && task.TestFraction is { } fraction)
        {
            isTest = TestPart.HoldOut(target, [], [], fraction);
            notes.Add(TestPart.Note(isTest.Count(held => held)));
        }

        return new ImageAssembly
        {
            Name = FileConvention.DataName(folder),
            Images = images,
            Target = target,
            IsTest = isTest,
            Notes = [.. notes, .. reader.Notes],
            ContentHash = ContentHash.OfEach(pictures.SelectMany(picture => new[] { ContentHash.Bytes(Encoding.UTF8.GetBytes(picture.Class)), ContentHash.FileAt(picture.Path) })),
        }.Build();
    }

    private static List<Picture> Collect(string folder, List<string> notes)
    {
        var pictures = new List<Picture>();
        var ignored = 0;
        foreach (var inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var (files, others) = PictureFiles.Under(inner);
            pictures.AddRange(files.Select(file => new Picture(Path.GetFileName(inner), file)));
            ignored += others;
        }

        if (ignored > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(folder)}: {Counted.Of(ignored, "file that is not PNG or JPEG is", "files that are not PNG or JPEG are")} ignored."));
        }

        return pictures;
    }

    private sealed record Picture(string Class, string Path);
}
