using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>IDX images beside a table whose rows are in the same order.</summary>
internal static class IdxTable
{
    /// <summary>Reads the images of the training table, then of the test table.</summary>
    /// <exception cref="UserInputException">Images and rows do not go together.</exception>
    public static (ImageStack Images, IReadOnlyList<byte[]> Files) Read(string images, int rows, string table, (string? Images, int Rows, string Table)? test)
    {
        var (training, file) = ReadOne(images, rows, table);
        if (test is not { } other)
        {
            return (training, [file]);
        }

        if (other.Images is null)
        {
            throw new UserInputException($"{other.Table}: there are no images beside it by name, as {Path.GetFileName(images)} lies beside {table}.");
        }

        var (held, heldFile) = ReadOne(other.Images, other.Rows, other.Table);
        return held.Shape == training.Shape
            ? (training with { Pixels = [.. training.Pixels, .. held.Pixels] }, [file, heldFile])
            : throw new UserInputException($"{Path.GetFileName(other.Images)}: images of {held.Shape.Describe()}, the training images are {training.Shape.Describe()}.");
    }

    /// <summary>Images for new rows, in the shape a model was trained on.</summary>
    public static ImageStack ReadNew(string images, int rows, string table, InputShape shape)
    {
        var (stack, _) = ReadOne(images, rows, table);
        return stack.Shape == shape
            ? stack
            : throw new UserInputException($"{Path.GetFileName(images)}: images of {stack.Shape.Describe()}, the model was trained on {shape.Describe()}.");
    }

    private static (ImageStack Images, byte[] File) ReadOne(string images, int rows, string table)
    {
        var file = DataFile.Read(images);
        var stack = ImageStack.From(IdxArray.Parse(file), file.Name);
        return stack.Count == rows
            ? (stack, file.Raw)
            : throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"{file.Name}: {Counted.Of(stack.Count, "image")} for {Counted.Of(rows, "row")} of {table}; one image a row, in the same order, is needed (--ignore image leaves the images out)."));
    }
}
