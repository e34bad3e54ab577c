using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>The units of a fusion model: those inside its branches, those that the branches give, and those of the layers after them.</summary>
internal static class FusionGroups
{
    /// <summary>Every group of it.</summary>
    public static IReadOnlyList<UnitGroup> Of(FusionShape before, FusionShape after)
    {
        List<UnitGroup> groups = [];
        var (next, place) = (before.Hidden.IsEmpty ? "output" : "hidden0", 0);
        foreach (var ((name, dense), (_, pruned)) in before.Branches.Zip(after.Branches))
        {
            groups.AddRange(Inside(dense, pruned).Select(group => group with { Slices = [.. group.Slices.Select(slice => slice with { Tensor = $"{name}.{slice.Tensor}" })] }));
            groups.Add(new UnitGroup(dense.Outputs, pruned.Outputs, [.. Given(name, dense), new($"{next}.weight", 1, UnitRole.Outgoing, Offset: place)]));
            place += dense.Outputs;
        }

        groups.AddRange(UnitGroups.Chain("", before.Hidden, after.Hidden));
        return groups;
    }

    private static IReadOnlyList<UnitGroup> Inside(ModelShape dense, ModelShape pruned) => dense is NgramShape { Width: 0 } ? [] : UnitGroups.Of(dense, pruned);

    /// <summary>What makes the units that a branch gives.</summary>
    private static UnitSlice[] Given(string name, ModelShape branch) => branch is NgramShape { Width: 0 }
        ? [new($"{name}.embedding.weight", 1, UnitRole.Incoming), new($"{name}.bias", 0, UnitRole.Incoming)]
        : [new($"{name}.output.weight", 0, UnitRole.Incoming), new($"{name}.output.bias", 0, UnitRole.Incoming)];
}
