using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Units of one kind in one place of a model: those of a layer, the channels of a convolution, the heads of an attention.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Kept">How many stay.</param>
/// <param name="Slices">Where they lie.</param>
internal sealed record UnitGroup(int Count, int Kept, ImmutableArray<UnitSlice> Slices)
{
    /// <summary>The units that stay, ascending: those of the largest magnitude; the first of equals.</summary>
    public int[] Largest(IReadOnlyDictionary<string, WeightTensor> state)
    {
        var magnitudes = Magnitudes(state);
        return [.. Enumerable.Range(0, Count).OrderByDescending(unit => magnitudes[unit]).ThenBy(unit => unit).Take(Kept).Order()];
    }

    /// <summary>
    /// Of each unit the norm of what makes its value times the norm of what carries it on. The product stays as it is where a unit is made larger and
    /// what follows smaller by as much, which changes no answer.
    /// </summary>
    public double[] Magnitudes(IReadOnlyDictionary<string, WeightTensor> state)
    {
        var (incoming, outgoing) = (new double[Count], new double[Count]);
        foreach (var slice in Slices.Where(slice => slice.Role != UnitRole.Companion))
        {
            var sums = slice.Role == UnitRole.Incoming ? incoming : outgoing;
            var tensor = state[slice.Tensor];
            foreach (var (unit, value) in Places(tensor, slice))
            {
                sums[unit] += (double)value * value;
            }
        }

        return [.. incoming.Zip(outgoing, (one, other) => Math.Sqrt(one * other))];
    }

    private IEnumerable<(int Unit, float Value)> Places(WeightTensor tensor, UnitSlice slice)
    {
        var inner = tensor.Sizes.Skip(slice.Axis + 1).Aggregate(1L, (product, size) => product * size);
        var size = tensor.Sizes[slice.Axis];
        for (var i = 0; i < tensor.Values.Length; i++)
        {
            var place = (int)(i / inner % size) - slice.Offset;
            if (place >= 0 && place < Count * slice.Span)
            {
                yield return (place / slice.Span, tensor.Values[i]);
            }
        }
    }
}
