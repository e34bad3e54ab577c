using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What is left of a shape when a share of its units, channels, heads and layers is removed.</summary>
internal static class PrunedShape
{
    /// <summary>Whether models of this family have nothing that could be removed.</summary>
    public static bool IsUnprunable(string family) => family is "linear" or "mf" or "fusion" or TranslationShapes.Family;

    /// <summary>The shape of what a candidate's <c>prune</c> leaves.</summary>
    /// <exception cref="UserInputException">The share is none, or the model has nothing to remove.</exception>
    public static ModelShape Of(Candidate candidate, ModelShape dense)
    {
        var share = Compression.Pruned(candidate);
        if (!(share >= 0 && share <= Compression.MostPruned))
        {
            throw new UserInputException(FormattableString.Invariant($"prune: {share} is not a share to remove; use 0 to {Compression.MostPruned}."));
        }

        return share == 0 ? dense : Of(dense, share);
    }

    /// <summary>How many of so many units are left: rounded, half up, and never none.</summary>
    public static int Kept(int units, double share) => Math.Max(1, (int)Math.Round((units * (1 - share)) + 1e-9, MidpointRounding.AwayFromZero));

    private static ModelShape Of(ModelShape dense, double share)
    {
        int Left(int units) => units == 0 ? 0 : Kept(units, share);
        ImmutableArray<int> All(ImmutableArray<int> layers) => [.. layers.Select(Left)];
        return dense switch
        {
            MlpShape { Hidden.IsEmpty: false } mlp => mlp with { Hidden = All(mlp.Hidden) },
            CnnShape cnn => cnn with { Stages = All(cnn.Stages), Dense = Left(cnn.Dense) },
            NgramShape { Width: > 0 } grams => grams with { Width = Left(grams.Width), Dense = Left(grams.Dense) },
            TextCnnShape cnn => cnn with { Width = Left(cnn.Width), Channels = Left(cnn.Channels) },
            VitShape vit => vit with { Depth = Left(vit.Depth), Heads = Left(vit.Heads), Block = Block(vit.Block, share) },
            TextEncoderShape encoder => encoder with { Depth = Left(encoder.Depth), Heads = Left(encoder.Heads), Block = Block(encoder.Block, share) },
            FusionShape { IsLinear: false } fusion => fusion with
            {
                Image = fusion.Image is { } image ? (CnnShape)Of(image, share) with { Outputs = Left(image.Outputs) } : null,
                Texts = [.. fusion.Texts.Select(text => Branch(text, share))],
                Columns = fusion.Columns is { } columns ? columns with { Hidden = All(columns.Hidden), Outputs = Left(columns.Outputs) } : null,
                Hidden = All(fusion.Hidden),
            },
            NcfShape { Hidden.IsEmpty: false } ncf => ncf with { Hidden = All(ncf.Hidden) },
            TowersShape { Hidden.IsEmpty: false } towers => towers with { Hidden = All(towers.Hidden) },
            _ => throw new UserInputException($"prune: a {dense.Family} model has no units, channels, heads or layers to remove; give the gene when: \"family != '{dense.Family}'\"."),
        };
    }

    /// <summary>What a branch of a text gives are units like others; n-grams that give them themselves have no more.</summary>
    private static ModelShape? Branch(ModelShape? text, double share) => text switch
    {
        null => null,
        NgramShape { Width: 0 } => text with { Outputs = Kept(text.Outputs, share) },
        _ => Of(text, share) with { Outputs = Kept(text.Outputs, share) },
    };

    /// <summary>Heads go with the head of keys that serves them; what is left of them is as wide as before.</summary>
    private static BlockShape Block(BlockShape block, double share)
    {
        var keys = Kept(block.KeyHeads, share);
        return block with { Heads = keys * (block.Heads / block.KeyHeads), KeyHeads = keys, Units = Kept(block.Units, share) };
    }
}
