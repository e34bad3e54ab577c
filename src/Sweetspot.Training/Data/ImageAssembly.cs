using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Images with their answers, in any order, on the way to a data set.</summary>
internal sealed record ImageAssembly
{
    public required string Name { get; init; }

    public required ImageStack Images { get; init; }

    public required Target Target { get; init; }

    /// <summary>Whether each image is test data.</summary>
    public required bool[] IsTest { get; init; }

    /// <summary>Group of each image; empty where they are independent.</summary>
    public ImmutableArray<int> Groups { get; init; } = [];

    public required IReadOnlyList<string> Notes { get; init; }

    public required string ContentHash { get; init; }

    /// <summary>Training images first, then test images.</summary>
    public ImageDataset Build()
    {
        var order = RowOrder.TrainingFirst(IsTest);
        var rows = order.Count(row => !IsTest[row]);
        var pixels = Images.Pick(order).Pixels;
        var target = Target.Pick(order);
        var light = Light.Of(pixels.AsSpan(0, rows * Images.Shape.Size), Images.Shape);
        ImmutableArray<int> groups = Groups.IsEmpty ? [] : [.. order.Take(rows).Select(row => Groups[row])];
        var profile = new DataProfile
        {
            Name = Name,
            Kind = target.Kind,
            Rows = rows,
            TestRows = order.Length - rows,
            Input = Images.Shape,
            Classes = target.ClassNames,
            ClassCounts = target.Kind == TaskKind.Classification ? target.Counts(rows) : [],
            Transform = target.Transform,
            Groups = groups.IsEmpty ? null : groups.Distinct().Count(),
            Notes = [.. Notes, .. light.Changes ? [light.Note] : Array.Empty<string>()],
            ContentHash = ContentHash,
        };
        return new ImageDataset(profile, pixels, target, groups, light.Changes);
    }
}
