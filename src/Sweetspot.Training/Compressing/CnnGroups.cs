using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>The channels of a cnn, and the units of its dense layer.</summary>
/// <remarks>What a residual block adds to has the same channels as what comes in, so the channels of a residual stage stay or go together.</remarks>
internal static class CnnGroups
{
    /// <summary>Every group of it.</summary>
    public static IReadOnlyList<UnitGroup> Of(CnnShape before, CnnShape after)
    {
        List<UnitGroup> groups = [];
        for (var stage = 0; stage < before.Stages.Length; stage++)
        {
            var (count, kept) = (before.Stages[stage], after.Stages[stage]);
            groups.AddRange(before.Block == CnnBlock.Residual
                ? Residual(before, stage).Select(slices => new UnitGroup(count, kept, slices))
                : Chain(before, stage).Select(slices => new UnitGroup(count, kept, slices)));
        }

        if (before.Dense > 0)
        {
            groups.Add(UnitGroups.Layer("dense", "output", before.Dense, after.Dense));
        }

        return groups;
    }

    private static IEnumerable<ImmutableArray<UnitSlice>> Chain(CnnShape shape, int stage)
    {
        for (var convolution = 0; convolution < shape.Convolutions; convolution++)
        {
            var isLast = convolution == shape.Convolutions - 1;
            yield return
            [
                .. Made(IsSeparable(shape, stage, convolution) ? $"point{stage}_{convolution}" : $"conv{stage}_{convolution}", $"norm{stage}_{convolution}"),
                .. isLast ? AfterStage(shape, stage) : Read(shape, stage, convolution + 1),
            ];
        }
    }

    /// <summary>The channels that run through a stage, then those inside each block.</summary>
    private static IEnumerable<ImmutableArray<UnitSlice>> Residual(CnnShape shape, int stage)
    {
        var blocks = Enumerable.Range(0, shape.Convolutions).Select(block => $"residual{stage}_{block}").ToList();
        yield return
        [
            .. Made($"conv{stage}_0", $"norm{stage}_0"),
            .. blocks.SelectMany(block => Made($"{block}.conv1", $"{block}.norm1")),
            .. blocks.Select(block => new UnitSlice($"{block}.conv0.weight", 1, UnitRole.Outgoing)),
            .. AfterStage(shape, stage),
        ];
        foreach (var block in blocks)
        {
            yield return [.. Made($"{block}.conv0", $"{block}.norm0"), new($"{block}.conv1.weight", 1, UnitRole.Outgoing)];
        }
    }

    /// <summary>A convolution without bias, and the normalisation whose scale says how large its channels are.</summary>
    private static IEnumerable<UnitSlice> Made(string convolution, string norm) =>
    [
        new($"{convolution}.weight", 0, UnitRole.Companion), new($"{norm}.weight", 0, UnitRole.Incoming), new($"{norm}.bias", 0, UnitRole.Companion),
        new($"{norm}.running_mean", 0, UnitRole.Companion), new($"{norm}.running_var", 0, UnitRole.Companion),
    ];

    private static IEnumerable<UnitSlice> AfterStage(CnnShape shape, int stage) => stage < shape.Stages.Length - 1
        ? Read(shape, stage + 1, 0)
        : [new UnitSlice(shape.Dense > 0 ? "dense.weight" : "output.weight", 1, UnitRole.Outgoing, shape.Pooled.Height * shape.Pooled.Width)];

    private static IEnumerable<UnitSlice> Read(CnnShape shape, int stage, int convolution) => IsSeparable(shape, stage, convolution)
        ? [new UnitSlice($"depth{stage}_{convolution}.weight", 0, UnitRole.Companion), new UnitSlice($"point{stage}_{convolution}.weight", 1, UnitRole.Outgoing)]
        : [new UnitSlice($"conv{stage}_{convolution}.weight", 1, UnitRole.Outgoing)];

    private static bool IsSeparable(CnnShape shape, int stage, int convolution) => shape.Block == CnnBlock.Separable && (stage, convolution) != (0, 0);
}
