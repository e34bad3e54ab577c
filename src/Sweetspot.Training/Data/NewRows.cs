using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>New rows of tables with images or texts, encoded as the training rows were.</summary>
internal static class NewRows
{
    /// <summary>Whether images are to be found by a table's column.</summary>
    public static bool IsTable(EncodedImage image, string path) =>
        image.Column is not null && File.Exists(path) && !PictureFiles.IsPicture(path) && !IdxArray.IsIdx(DataFile.Read(path).Content);

    /// <summary>The images that a new table names.</summary>
    /// <exception cref="UserInputException">The column or images are missing or damaged.</exception>
    public static (ImageStack Images, ImmutableArray<string> Ids, ImmutableArray<string> Notes) Images(EncodedImage image, string path)
    {
        var file = DataFile.Read(path);
        var table = TextTable.Read(file);
        var columns = new NewColumns(table, file.Name);
        var notes = new List<string>();
        var stack = Images(image, file, table, columns, notes);
        return (stack, columns.Ids(), [.. columns.Notes, .. notes]);
    }

    /// <summary>Rows of several kinds of data: a table, with its images by a column or beside it; or these images, with the table beside them.</summary>
    /// <exception cref="UserInputException">It does not fit the model; holds all problems found.</exception>
    public static EncodedRows Encode(FusionEncoderDocument document, string json, string path)
    {
        var file = Table(document, path);
        var table = TextTable.Read(file);
        var columns = new NewColumns(table, file.Name);
        ImmutableArray<FeatureSeries> series = [.. document.Columns.Select(columns.Series).OfType<FeatureSeries>()];
        var texts = document.Texts.Select(text => text is null ? null : Tokens(text, columns)).ToList();
        columns.ThrowIfMissing();
        var notes = new List<string>();
        var pixels = document.Image is { } image ? image.Scale(Images(image, file, table, columns, notes).Pixels) : [];
        return new EncodedRows(
            FusionEncoding.Encode(document, InputOf(document), json, table.Rows, pixels, texts, series), columns.Ids(), [.. columns.Notes, .. notes]);
    }

    /// <summary>What the model takes, by its encoder.</summary>
    private static InputShape InputOf(FusionEncoderDocument document)
    {
        var numbers = document.Columns.Sum(column => column.Width);
        var shape = document.Image is { } image ? (image.Scaled ?? image.Input) with { Beside = numbers } : InputShape.Numbers(numbers);
        return shape with
        {
            Texts = [.. document.Texts.Select(text => text?.Shape ?? new TokenShape(0, 1))],
            Levels = [.. document.Columns.OfType<FittedCategory>().Where(category => category.IsId).Select(category => category.Levels.Length + 1)],
        };
    }

    private static int[][] Tokens(EncodedText text, NewColumns columns)
    {
        var tokenizer = new TextTokenizer(text.Tokenizer);
        return [.. columns.Texts([text.Column]).Select(tokenizer.Encode)];
    }

    private static DataFile Table(FusionEncoderDocument document, string path)
    {
        var file = DataFile.Read(path);
        return !IdxArray.IsIdx(file.Content) ? file
            : FileConvention.Table(path) is { } table ? DataFile.Read(table)
            : throw new UserInputException($"{file.Name}: there is no table beside these images by name; the model also reads {Listing.Of([.. document.Texts.OfType<EncodedText>().Select(text => text.Column), .. document.Columns.Select(column => column.Source)])}.");
    }

    private static ImageStack Images(EncodedImage image, DataFile file, TextTable table, NewColumns columns, List<string> notes)
    {
        if (image.Column is { } name)
        {
            var column = columns.Find(name);
            columns.ThrowIfMissing();
            var folder = Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? "";
            return new ImageColumn(column!, _ => folder, table.Place).Decode([.. Enumerable.Range(0, table.Rows)], notes, image.Input);
        }

        return FileConvention.Images(file.Path) is { } images
            ? IdxTable.ReadNew(images, table.Rows, file.Name, image.Input)
            : throw new UserInputException($"{file.Name}: the model also reads images, and there are none beside it by name ({Path.GetFileNameWithoutExtension(file.Name)}-images.idx).");
    }
}
