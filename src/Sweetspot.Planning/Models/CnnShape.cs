using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Stages of convolutions (with batch normalisation and ReLU), each with one 2×2 max pooling, then an optional dense layer and the output.</summary>
/// <remarks>A plain or separable stage pools at its end, a residual one after its first convolution, before the residual blocks.</remarks>
public sealed record CnnShape : ModelShape
{
    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Channels of each stage.</summary>
    public required ImmutableArray<int> Stages { get; init; }

    /// <summary>What the stages are made of.</summary>
    public CnnBlock Block { get; init; }

    /// <summary>Convolutions in each stage; of residual stages, the residual blocks after the first convolution.</summary>
    public required int Convolutions { get; init; }

    /// <summary>Side of the square kernel; odd.</summary>
    public required int Kernel { get; init; }

    /// <summary>Units of the dense layer before the output; 0 for none.</summary>
    public required int Dense { get; init; }

    /// <inheritdoc/>
    public override string Family => "cnn";

    /// <summary>Height and width after the last stage; pooling rounds down and stops at 1.</summary>
    public (int Height, int Width) Pooled => Stages.Aggregate((Input.Height, Input.Width), (size, _) => (Math.Max(1, size.Height / 2), Math.Max(1, size.Width / 2)));

    /// <summary>Numbers that leave the last stage.</summary>
    public int Flattened => Stages[^1] * Pooled.Height * Pooled.Width;

    /// <inheritdoc/>
    public override string Describe() =>
        $"cnn {(Block == CnnBlock.Plain ? "" : Word(Block) + " ")}{string.Join('-', Stages)}{(Convolutions > 1 ? $" ×{Convolutions}" : "")} k{Kernel}{(Dense > 0 ? $" dense {Dense}" : "")}";

    /// <summary>Shapes are equal when all their sizes are.</summary>
    public bool Equals(CnnShape? other) =>
        other is not null && (Input, Outputs, Block, Convolutions, Kernel, Dense) == (other.Input, other.Outputs, other.Block, other.Convolutions, other.Kernel, other.Dense)
        && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => Stages.Aggregate(HashCode.Combine(Input, Outputs, Block, Convolutions, Kernel, Dense), HashCode.Combine);

    internal static CnnShape OfGenes(Candidate candidate, InputShape input, int outputs)
    {
        if (!input.IsImage)
        {
            throw new UserInputException("family: \"cnn\" needs images; this data is a table, use linear or mlp.");
        }

        var stages = (int)candidate.Number("stages", 2);
        var smallest = Math.Min(input.Height, input.Width);
        if (stages < 1 || smallest >> (stages - 1) < 2)
        {
            throw new UserInputException($"stages: {stages} stages need images of at least {1L << Math.Max(stages, 1)} pixels a side; these are {input.Height}×{input.Width}.");
        }

        var kernel = (int)candidate.Number("kernel", 3);
        if (kernel < 1 || kernel % 2 == 0)
        {
            throw new UserInputException($"kernel: {kernel} is not an odd kernel size; use 1, 3, 5 or 7.");
        }

        var word = candidate.Word("block", Word(CnnBlock.Plain));
        var block = Enum.GetValues<CnnBlock>().Where(known => Word(known) == word).Select(known => (CnnBlock?)known).FirstOrDefault()
            ?? throw new UserInputException($"block: \"{word}\" is not a block of a cnn; use plain, residual or separable.");
        var channels = (int)candidate.Number("channels", 16);
        return new CnnShape
        {
            Input = input,
            Stages = [.. Enumerable.Range(0, stages).Select(stage => channels << stage)],
            Block = block,
            Convolutions = (int)candidate.Number("convolutions", 1),
            Kernel = kernel,
            Dense = (int)candidate.Number("dense", 0),
            Outputs = outputs,
        };
    }

    private static string Word(CnnBlock block) => block.ToString().ToLowerInvariant();
}
