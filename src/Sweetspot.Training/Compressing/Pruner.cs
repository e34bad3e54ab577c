using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Removes units, channels, heads and layers of the smallest magnitude from a trained model, down to a smaller shape of the same family.</summary>
/// <remarks>Structured magnitude pruning, in the manner of Li et al. 2017 (arXiv 1608.08710) for filters; where batch normalisation follows, its scale says how large a channel is (Liu et al. 2017, arXiv 1708.06519).</remarks>
internal static class Pruner
{
    /// <summary>The state that is left.</summary>
    /// <param name="dense">The shape before.</param>
    /// <param name="pruned">The shape after.</param>
    /// <param name="state">Weights and running statistics before.</param>
    public static IReadOnlyDictionary<string, WeightTensor> Prune(ModelShape dense, ModelShape pruned, IReadOnlyDictionary<string, WeightTensor> state)
    {
        state = BlockRemoval.Remove(dense, pruned, state);
        var keep = Kept(UnitGroups.Of(dense, pruned), state);
        return state.ToDictionary(entry => entry.Key, entry => Without(entry.Value, axis => keep.GetValueOrDefault((entry.Key, axis))));
    }

    /// <summary>For each tensor and axis that loses something, which of its places stay.</summary>
    private static Dictionary<(string Tensor, int Axis), bool[]> Kept(IEnumerable<UnitGroup> groups, IReadOnlyDictionary<string, WeightTensor> state)
    {
        var keep = new Dictionary<(string, int), bool[]>();
        foreach (var group in groups)
        {
            var stays = group.Largest(state).ToHashSet();
            foreach (var slice in group.Slices)
            {
                if (!keep.TryGetValue((slice.Tensor, slice.Axis), out var places))
                {
                    keep[(slice.Tensor, slice.Axis)] = places = [.. Enumerable.Repeat(true, (int)state[slice.Tensor].Sizes[slice.Axis])];
                }

                for (var place = 0; place < group.Count * slice.Span; place++)
                {
                    places[slice.Offset + place] &= stays.Contains(place / slice.Span);
                }
            }
        }

        return keep;
    }

    private static WeightTensor Without(WeightTensor tensor, Func<int, bool[]?> keep)
    {
        for (var axis = 0; axis < tensor.Sizes.Length; axis++)
        {
            if (keep(axis) is { } stays)
            {
                tensor = Without(tensor, axis, stays);
            }
        }

        return tensor;
    }

    private static WeightTensor Without(WeightTensor tensor, int axis, bool[] stays)
    {
        var inner = Inner(tensor, axis);
        float[] values = [.. tensor.Values.Where((_, i) => stays[i / inner % stays.Length])];
        return new WeightTensor(tensor.Sizes.SetItem(axis, stays.Count(place => place)), values);
    }

    private static long Inner(WeightTensor tensor, int axis) => tensor.Sizes.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
}
