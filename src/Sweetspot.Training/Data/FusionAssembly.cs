using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Rows of images, texts and columns on the way to a data set.</summary>
/// <param name="texts">Columns of texts.</param>
/// <param name="images">Image of each row; null: none.</param>
/// <param name="columns">Numbers and categories.</param>
/// <param name="columnNotes">What was recognised of them.</param>
/// <param name="rows">Rows of the table: training rows, then test rows.</param>
/// <param name="training">How many are training rows.</param>
internal sealed class FusionAssembly(
    IReadOnlyList<TextColumn> texts, ImageStack? images, TablePart columns, IEnumerable<string> columnNotes, ImmutableArray<int> rows, int training)
{
    /// <summary>The data set: of images alone where there is nothing else.</summary>
    /// <param name="target">The answers.</param>
    /// <param name="targetColumn">Their column.</param>
    /// <param name="groups">Of training rows; may be empty.</param>
    /// <param name="profile">Makes the profile of an input and notes.</param>
    /// <param name="times">Time of each training row; may be empty.</param>
    /// <param name="imageColumn">Column of image paths; null where images come otherwise.</param>
    public Dataset Build(
        Target target, string targetColumn, ImmutableArray<int> groups, Func<InputShape, IEnumerable<string>, DataProfile> profile, string? imageColumn, ImmutableArray<double> times)
    {
        ImmutableArray<ImmutableArray<string>> values = [.. texts.Select(column => TextReader.Join([column], rows))];
        ImmutableArray<TextFacts> facts = [.. texts.Select((column, index) => TextReader.Facts(column.Name, values[index][..training]))];
        var light = images is null ? null : Light.Of(images.Pixels.AsSpan(0, training * images.Shape.Size), images.Shape);
        var part = images is null ? null : new ImagePart(images.Shape, images.Pixels, light!.Changes, imageColumn);
        string[] notes =
        [
            .. facts.SelectMany((one, index) => TextReader.Notes(one, values[index])), .. columnNotes, .. light is { Changes: true } ? [light.Note] : Array.Empty<string>(),
        ];
        var shape = images is null ? InputShape.Numbers(columns.NumberCount) : images.Shape with { Beside = columns.NumberCount };
        var input = shape with { Texts = [.. facts.SelectMany(one => TextReader.Input(one).Texts)], Levels = columns.Levels };
        var described = profile(input, notes) with { Texts = facts };
        return part is not null && texts.Count == 0 && columns.Series.IsEmpty
            ? new ImageDataset(described, part, target, targetColumn, groups) { TimesOfRows = times }
            : new FusionDataset(described, part, [.. texts.Select((column, index) => new TextPart(column.Name, values[index]))], columns, target, targetColumn, groups) { TimesOfRows = times };
    }
}
