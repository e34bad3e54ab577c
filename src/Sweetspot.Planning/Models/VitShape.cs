using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A vision transformer (Dosovitskiy et al. 2021, arXiv 2010.11929): patches as tokens, blocks of attention and feed-forward, their mean, the output.</summary>
/// <remarks>
/// Normalisation comes first in each block, feed-forward layers have four times the width, positions are learned, and the mean of all tokens takes the
/// place of a class token. Where patches do not divide the image, it is filled up to the right and below.
/// </remarks>
public sealed record VitShape : ModelShape
{
    private const int UsualHead = 32;

    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Pixels of a patch's side.</summary>
    public required int Patch { get; init; }

    /// <summary>Blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>Numbers that stand for a token.</summary>
    public required int Width { get; init; }

    /// <summary>Heads of attention; before pruning they divide the width.</summary>
    public required int Heads { get; init; }

    /// <inheritdoc/>
    public override string Family => "vit";

    /// <summary>Sizes of each block; given only where pruning left others.</summary>
    public BlockShape Block { get => field ?? new(Width, Heads, 4 * Width); init; }

    /// <summary>Rows of patches.</summary>
    public int Rows => (Input.Height + Patch - 1) / Patch;

    /// <summary>Columns of patches.</summary>
    public int Columns => (Input.Width + Patch - 1) / Patch;

    /// <summary>Patches of an image.</summary>
    public int Tokens => Rows * Columns;

    /// <inheritdoc/>
    public override string Describe() => $"vit {Depth}×{Width} h{Heads}{(Block.QueryWidth == Width && Block.Units == 4 * Width ? "" : $" of {Block.Part} ffn {Block.Units}")} p{Patch}";

    internal static VitShape OfGenes(Candidate candidate, InputShape input, int outputs)
    {
        if (!input.IsImage)
        {
            throw new UserInputException("family: \"vit\" needs images; this data is a table, use linear or mlp.");
        }

        var patch = (int)candidate.Number("patch", 4);
        if (patch < 1 || patch > Math.Min(input.Height, input.Width))
        {
            throw new UserInputException($"patch: {patch} pixels a side do not fit into images of {input.Height}×{input.Width}; use 1 to {Math.Min(input.Height, input.Width)}.");
        }

        var width = (int)candidate.Number("width", 64);
        var heads = (int)candidate.Number("heads", UsualHeads(width));
        if (heads < 1 || width % heads != 0)
        {
            throw new UserInputException($"heads: {heads} heads do not divide a width of {width}; use {Divisors(width)}.");
        }

        return new VitShape { Input = input, Patch = patch, Depth = (int)candidate.Number("depth", 2), Width = width, Heads = heads, Outputs = outputs };
    }

    /// <summary>As many heads of about 32 as divide the width.</summary>
    private static int UsualHeads(int width) => Enumerable.Range(1, Math.Max(1, width / UsualHead)).Last(heads => width % heads == 0);

    private static string Divisors(int width)
    {
        var divisors = Enumerable.Range(1, Math.Min(width, 16)).Where(heads => width % heads == 0).ToList();
        return divisors.Count == 1 ? "1" : $"{string.Join(", ", divisors.SkipLast(1))} or {divisors[^1]}";
    }
}
