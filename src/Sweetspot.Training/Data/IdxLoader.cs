using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads IDX images with their labels, their test files and what is known of each image.</summary>
internal static class IdxLoader
{
    private static readonly string[] UsualGroups = ["track", "group", "subject", "patient", "user", "drive", "session", "speaker"];

    public static Dataset Load(TaskSpec task, DataFile train, string? testPath, Func<string, string> resolve, List<string> notes)
    {
        var problems = new List<string>();
        var training = Collect(problems, () => Pair.Read(train, task.Labels is { } labels ? resolve(labels) : null, "--labels"));
        var test = testPath is null ? null : Collect(problems, () => Pair.Read(DataFile.Read(testPath), task.TestLabels is { } labels ? resolve(labels) : null, "--test-labels"));
        if (training is not null && test is not null && training.Images.Shape != test.Images.Shape)
        {
            problems.Add($"{test.Name}: images of {test.Images.Shape.Describe()}, the training images are {training.Images.Shape.Describe()}.");
        }

        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }

        return Build(task, training!, test, notes);
    }

    private static ImageDataset Build(TaskSpec task, Pair training, Pair? test, List<string> notes)
    {
        var labels = TextColumn.Of("label", training.Labels.Concat(test?.Labels ?? []));
        var reader = new TargetReader(labels, training.Labels.Count, row => row < training.Labels.Count ? $"{training.LabelName} entry {row + 1}" : $"{test!.LabelName} entry {row - training.Labels.Count + 1}");
        var target = reader.Read(task);
        var meta = ReadMeta(task, training, notes);
        var images = new ImageStack(training.Images.Shape, test is null ? training.Images.Pixels : [.. training.Images.Pixels, .. test.Images.Pixels]);
        ImmutableArray<int> groups = meta is null ? [] : [.. reader.Kept.Select(row => row < training.Images.Count ? meta.Codes[row] : -1)];
        var isTest = reader.Kept.Select(row => row >= training.Images.Count).ToArray();
        if (test is null && task.TestFraction is { } fraction)
        {
            isTest = TestPart.HoldOut(target, groups, [], fraction);
            notes.Add(TestPart.Note(isTest.Count(held => held)));
        }

        return new ImageAssembly
        {
            Name = FileConvention.DataName(training.Path),
            Images = images.Pick(reader.Kept),
            Target = target,
            IsTest = isTest,
            Groups = groups,
            Notes = [.. notes, .. reader.Notes],
            ContentHash = ContentHash.Of([.. training.Files, .. test?.Files ?? []]),
        }.Build();
    }

    private static TextColumn? ReadMeta(TaskSpec task, Pair training, List<string> notes)
    {
        if (FileConvention.Meta(training.Path) is not { } path)
        {
            return task.Group is null ? null : throw new UserInputException($"--group {task.Group}: there is no *-meta.csv beside {training.Name}.");
        }

        var file = DataFile.Read(path);
        var table = TextTable.Read(file);
        var name = task.Group ?? UsualGroups.FirstOrDefault(usual => table.Find(usual) is not null);
        if (table.Rows != training.Images.Count)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"{file.Name}: {Counted.Of(table.Rows, "row")} for {Counted.Of(training.Images.Count, "image")}."));
        }

        training.Files.Add(file.Raw);
        var columns = table.Columns.Select(column => column.Name).ToList();
        if (name is null)
        {
            notes.Add($"{file.Name} has {Listing.Of(columns)}; --group keeps images with equal values together.");
            return null;
        }

        if (task.Group is null && name == "track" && OfOneClass(table, training.Labels) is { } perClass)
        {
            notes.Add($"Images of one track of one class ({file.Name}) stay on one side of every split; --group names another column.");
            return perClass;
        }

        notes.Add($"Images of one {name} ({file.Name}) stay on one side of every split{(task.Group is null ? "; --group names another column" : "")}.");
        return table.Find(name) ?? throw new UserInputException($"{file.Name}: --group names the column {name}, which is not there.{NearestName.Hint(name, columns)} Columns: {Listing.Of(columns)}.");
    }

    /// <summary>Tracks numbered anew in each class: a track follows one thing, so where the table repeats the label, the pair names it.</summary>
    private static TextColumn? OfOneClass(TextTable table, IReadOnlyList<string> labels)
    {
        var label = table.Find("class") ?? table.Find("label");
        var track = table.Find("track");
        return label is not null && track is not null && Enumerable.Range(0, table.Rows).All(row => label[row] == labels[row])
            ? TextColumn.Of("track", Enumerable.Range(0, table.Rows).Select(row => $"{label[row]}/{track[row]}"))
            : null;
    }

    private static T? Collect<T>(List<string> problems, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (UserInputException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }

    /// <summary>Images and their labels.</summary>
    private sealed record Pair(string Path, string Name, ImageStack Images, string LabelName, IReadOnlyList<string> Labels, List<byte[]> Files)
    {
        public static Pair Read(DataFile images, string? labelPath, string flag)
        {
            var path = labelPath ?? FileConvention.Labels(images.Path)
                ?? throw new UserInputException($"{images.Name}: no label file beside it by name; give it with {flag}.");
            var labels = DataFile.Read(path);
            var stack = ImageStack.From(IdxArray.Parse(images), images.Name);
            var array = IdxArray.Parse(labels);
            if (array.Sizes.Length != 1)
            {
                throw new UserInputException($"{labels.Name}: {string.Join(" × ", array.Sizes)} values are not labels; one a picture is needed.");
            }

            if (array.Length != stack.Count)
            {
                throw new UserInputException(string.Create(
                    CultureInfo.InvariantCulture, $"{labels.Name}: {Counted.Of(array.Length, "label")}, but {images.Name} has {Counted.Of(stack.Count, "image")}."));
            }

            return new Pair(images.Path, images.Name, stack, labels.Name, Texts(array), [images.Raw, labels.Raw]);
        }

        private static List<string> Texts(IdxArray array) => [.. array.ToNumbers().Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }
}
