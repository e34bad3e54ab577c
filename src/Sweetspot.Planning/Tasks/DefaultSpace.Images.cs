using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <content>What is searched on images, and where the search begins.</content>
public sealed partial class DefaultSpace
{
    private const string IfCnn = "family == 'cnn'";
    private const string IfNotCnn = "family != 'cnn'";
    private const string IfVit = "family == 'vit'";

    private bool IsTiny => Side < 16;

    private bool HasResolutions => Side >= 24;

    private bool HasVit => !IsTiny && _profile.Rows >= FewestRowsOfVit;

    private ImmutableArray<GeneSpec> TinyGenes(int width, int channels) =>
    [
        new GeneSpec { Name = "family", Type = "choice", Values = ["mlp", "cnn"] },
        Integer("depth", 1, Depth) with { When = "family == 'mlp'" },
        Widths(width) with { When = "family == 'mlp'" },
        .. Convolutions(channels),
        new GeneSpec { Name = "kernel", Type = "list", Values = ["3", "5"], When = IfCnn },
        new GeneSpec { Name = "dense", Type = "list", Values = ["0", "32", "64"], When = IfCnn },
    ];

    private ImmutableArray<GeneSpec> PictureGenes(int width, int channels) =>
    [
        new GeneSpec { Name = "family", Type = "choice", Values = HasVit ? ["mlp", "cnn", "vit"] : ["mlp", "cnn"] },
        Integer("depth", 1, Depth) with { When = IfNotCnn },
        Widths(width) with { When = IfNotCnn },
        .. Convolutions(channels),
        new GeneSpec { Name = "block", Type = "choice", Values = ["plain", "residual", "separable"], When = IfCnn },
        .. HasVit ? [new GeneSpec { Name = "patch", Type = "list", Values = [.. Patches.Select(Text)], When = IfVit }] : Array.Empty<GeneSpec>(),
        .. HasResolutions ? [new GeneSpec { Name = Resolution.Gene, Type = "list", Values = [.. Resolutions.Select(Text)] }] : Array.Empty<GeneSpec>(),
        new GeneSpec { Name = "augment", Type = "list", Values = ["none", "shift"] },
    ];

    private IEnumerable<GeneSpec> Convolutions(int channels) =>
    [
        Integer("stages", Stages.Fewest, Stages.Most) with { When = IfCnn },
        Integer("channels", Channels.Low, channels) with { Scale = "log", Multiple = 4, When = IfCnn },
        Integer("convolutions", 1, 2) with { When = IfCnn },
    ];

    /// <summary>Half the side, rounded to an even number, and the whole.</summary>
    private int[] Resolutions => [2 * (int)Math.Round(Side / 4.0), Side];

    /// <summary>Patches that make about 4 and 7 rows of the whole image.</summary>
    private int[] Patches => [.. new[] { Side / 7, Side / 4 }.Distinct()];

    private IEnumerable<Candidate> TinyLadder()
    {
        var (few, many) = (Levels("stages")[0], Levels("stages")[^1]);
        var (low, middle) = (Levels("channels")[0], Levels("channels")[1]);
        Candidate[] networks =
        [
            Tiny(few, low, 1, 3, 0), Tiny(many, low, 1, 3, 0), Tiny(many, middle, 1, 3, 0), Tiny(many, low, 2, 3, 32), Tiny(many, low, 1, 5, 32),
            Largest(few, Plain), Largest(many, Plain),
        ];
        return Ladder("mlp", Depth).Concat(networks.Where(IsWithinLimit));

        Candidate Plain(int stages, int channels) => Tiny(stages, channels, 1, 3, 0);
    }

    /// <summary>From a narrow network at the lowest resolution to the widest that the limit allows; each block, each change of images and each family once.</summary>
    private IEnumerable<Candidate> PictureLadder()
    {
        var (few, many) = (Levels("stages")[0], Levels("stages")[^1]);
        var (low, middle) = (Levels("channels")[0], Levels("channels")[1]);
        var (least, whole) = HasResolutions ? (Resolutions[0], Side) : (0, 0);
        Candidate[] networks =
        [
            Picture("plain", few, low, least, "none"), Picture("plain", many, low, whole, "shift"), Picture("plain", many, middle, least, "shift"),
            Picture("separable", many, middle, whole, "none"), Picture("residual", few, low, whole, "shift"),
            Picture("plain", many, low, whole, "none", convolutions: 2), Largest(many, Plain),
        ];
        return Ladder("mlp", 2).Concat(HasVit ? [Transformer()] : []).Concat(networks.Where(IsWithinLimit));

        Candidate Plain(int stages, int channels) => Picture("plain", stages, channels, whole, "shift");
        Candidate Transformer() => Create(("family", "vit"), ("depth", Depth), ("width", Levels("width")[1]), ("patch", Patches[^1]));
    }

    private Candidate Tiny(int stages, int channels, int convolutions, int kernel, int dense) => Create(
        ("family", "cnn"), ("stages", stages), ("channels", channels), ("convolutions", convolutions), ("kernel", kernel), ("dense", dense));

    private Candidate Picture(string block, int stages, int channels, int resolution, string augment, int convolutions = 1) => Create(
        ("family", "cnn"), ("block", block), ("stages", stages), ("channels", channels), ("convolutions", convolutions), (Resolution.Gene, resolution), ("augment", augment));

    /// <summary>The widest network within the limit, or the narrowest.</summary>
    private Candidate Largest(int stages, Func<int, int, Candidate> network)
    {
        var (low, high) = (Levels("channels")[0], Levels("channels")[^1]);
        while (high > low && !IsWithinLimit(network(stages, high)))
        {
            high -= 4;
        }

        return network(stages, high);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
