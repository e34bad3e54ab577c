using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>New pictures in the shape a model was trained on.</summary>
internal static class NewPictures
{
    public static (ImageStack Images, ImmutableArray<string> Ids, ImmutableArray<string> Notes) Read(string path, InputShape shape)
    {
        if (Directory.Exists(path))
        {
            var (files, ignored) = PictureFiles.Under(path);
            return files.Count > 0
                ? Decode(files, path, shape, ignored > 0 ? [$"{Counted.Of(ignored, "file that is not PNG or JPEG is", "files that are not PNG or JPEG are")} ignored."] : [])
                : throw new UserInputException($"{path}: there is no PNG or JPEG picture in this folder.");
        }

        var file = DataFile.Read(path);
        if (IdxArray.IsIdx(file.Content))
        {
            return FromIdx(file, shape);
        }

        return PictureFiles.IsPicture(path)
            ? Decode([path], Path.GetDirectoryName(path) ?? "", shape, [])
            : throw new UserInputException($"{file.Name}: the model was trained on {shape.Describe()}; give IDX images, a PNG or JPEG picture, or a folder of them.");
    }

    private static (ImageStack Images, ImmutableArray<string> Ids, ImmutableArray<string> Notes) FromIdx(DataFile file, InputShape shape)
    {
        var stack = ImageStack.From(IdxArray.Parse(file), file.Name);
        return stack.Shape == shape
            ? (stack, [.. Enumerable.Range(1, stack.Count).Select(number => number.ToString(CultureInfo.InvariantCulture))], [])
            : throw new UserInputException($"{file.Name}: images of {stack.Shape.Describe()}, the model was trained on {shape.Describe()}.");
    }

    private static (ImageStack Images, ImmutableArray<string> Ids, ImmutableArray<string> Notes) Decode(
        IReadOnlyList<string> files, string folder, InputShape shape, ImmutableArray<string> notes)
    {
        List<string> said = [.. notes];
        var stack = PictureSizing.Decode(files, shape, said);
        return (stack, [.. files.Select(file => Path.GetRelativePath(folder.Length > 0 ? folder : ".", file))], [.. said]);
    }
}
