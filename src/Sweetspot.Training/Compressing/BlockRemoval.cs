using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Removes whole blocks of a transformer: those whose heads and units have the smallest magnitude together. What came into a block goes on past it.</summary>
internal static class BlockRemoval
{
    /// <summary>The state without them, the others numbered on; the state itself of other models.</summary>
    public static IReadOnlyDictionary<string, WeightTensor> Remove(ModelShape dense, ModelShape pruned, IReadOnlyDictionary<string, WeightTensor> state)
    {
        var kept = Kept(dense, pruned, state);
        if (UnitGroups.Blocks(dense) is not var (depth, _) || kept.Length == depth)
        {
            return state;
        }

        var names = kept.Index().ToDictionary(block => Prefix(block.Item), block => Prefix(block.Index));
        var removed = Enumerable.Range(0, depth).Except(kept).Select(Prefix).ToList();
        return state.Where(entry => !removed.Exists(prefix => entry.Key.StartsWith(prefix, StringComparison.Ordinal))).ToDictionary(
            entry => names.FirstOrDefault(name => entry.Key.StartsWith(name.Key, StringComparison.Ordinal)) is { Key: { } old, Value: var now } ? now + entry.Key[old.Length..] : entry.Key,
            entry => entry.Value);
    }

    /// <summary>The blocks that stay, ascending; empty for other models.</summary>
    public static int[] Kept(ModelShape dense, ModelShape pruned, IReadOnlyDictionary<string, WeightTensor> state)
    {
        if (UnitGroups.Blocks(dense) is not var (depth, block) || UnitGroups.Blocks(pruned) is not var (left, _))
        {
            return [];
        }

        var magnitudes = Enumerable.Range(0, depth)
            .Select(index => UnitGroups.Block(UnitGroups.NameOfBlock(index), block, block).SelectMany(group => group.Magnitudes(state)).Sum(unit => unit * unit)).ToList();
        return [.. Enumerable.Range(0, depth).OrderByDescending(index => magnitudes[index]).ThenBy(index => index).Take(left).Order()];
    }

    private static string Prefix(int block) => $"{UnitGroups.NameOfBlock(block)}.";
}
