namespace Sweetspot.Planning;

/// <summary>A vision transformer with a class token (Dosovitskiy et al. 2021, arXiv 2010.11929).</summary>
public sealed record VitArchitecture : Architecture
{
    /// <summary>The layers.</summary>
    public required LayerShape Block { get; init; }

    /// <summary>Numbers that stand for a patch.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels of a patch's side.</summary>
    public required int Patch { get; init; }

    /// <summary>Pixels of an image's side.</summary>
    public required int Image { get; init; }

    /// <summary>Channels of an image.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Classes; 0: no output.</summary>
    public required int Classes { get; init; }

    /// <summary>Whether a dense layer over the class token follows in place of an output.</summary>
    public bool HasPooler { get; init; }

    /// <inheritdoc/>
    public override string Kind => "vit";

    /// <inheritdoc/>
    public override string Unit => "image";

    /// <summary>Patches and the class token.</summary>
    public long Tokens => ((long)(Image / Patch) * (Image / Patch)) + 1;

    /// <inheritdoc/>
    public override long EmbeddingParameters => (Tokens + 1) * Width; // positions and the class token

    private long PatchWeights => (long)Channels * Patch * Patch * Width;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightGroup> Groups() =>
    [
        .. new[]
        {
            new WeightGroup("patches", PatchWeights + Width, PatchWeights + Width, PatchWeights * (Tokens - 1)),
            WeightGroup.Table("class token and positions", EmbeddingParameters),
        }.Concat(Block.Weights(Width).Select(group => group with { Matmul = group.Matmul * Tokens })).Concat(
        [
            WeightGroup.Vectors("outer norms", Block.Norm.Numbers(Width)),
            HasPooler ? WeightGroup.Matrices("pooler", (long)Width * Width, Width) : default,
            WeightGroup.Matrices("output", (long)Width * Classes, Classes),
        ]).Where(group => group.Count > 0),
    ];

    /// <inheritdoc/>
    public override double ForwardFlops(long context, bool isCausal = true) =>
        (2.0 * Groups().Sum(group => group.Matmul)) + (Tokens * Block.ScoreFlops(Tokens, isCausal: false));
}
