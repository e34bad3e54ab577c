using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>
/// Weights of a larger mlp that answers as a smaller one does (Chen et al. 2016, arXiv:1511.05641): a further unit copies one that there is and shares its outgoing weights with it, a further hidden layer is the identity.
/// </summary>
internal static class GrownWeights
{
    /// <summary>Share of a weight's size by which copies differ, so that they can learn different things.</summary>
    private const double Noise = 0.02;

    /// <summary>The weights of all hidden layers widened to so many units.</summary>
    public static Dictionary<string, WeightTensor> Widened(MlpShape small, int width, IReadOnlyDictionary<string, WeightTensor> weights, ulong seed)
    {
        var chance = Core.RandomStream.For(seed, 0, "widening");
        var grown = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        var (from, shares) = (Enumerable.Range(0, small.Inputs).ToArray(), Enumerable.Repeat(1.0, small.Inputs).ToArray());
        for (var layer = 0; layer <= small.Hidden.Length; layer++)
        {
            var name = layer < small.Hidden.Length ? $"hidden{layer}" : "output";
            var outputs = layer < small.Hidden.Length ? small.Hidden[layer] : small.Outputs;
            var wide = layer < small.Hidden.Length ? width : outputs;
            int[] copied = [.. Enumerable.Range(0, wide).Select(unit => unit < outputs ? unit : chance.Next(outputs))];
            var (old, inputs) = (weights[$"{name}.weight"].Values, (int)weights[$"{name}.weight"].Sizes[1]);
            var values = new float[wide * from.Length];
            for (var at = 0; at < values.Length; at++)
            {
                var (unit, input) = (at / from.Length, at % from.Length);
                values[at] = (float)(old[(copied[unit] * inputs) + from[input]] * shares[input] * (1 + (unit < outputs ? 0 : Noise * chance.NextGaussian())));
            }

            grown[$"{name}.weight"] = new WeightTensor([wide, from.Length], values);
            grown[$"{name}.bias"] = new WeightTensor([wide], [.. copied.Select(unit => weights[$"{name}.bias"].Values[unit])]);
            (from, shares) = (copied, [.. copied.Select(unit => 1.0 / copied.Count(other => other == unit))]);
        }

        return grown;
    }

    /// <summary>The weights with one more hidden layer, as wide as the last.</summary>
    public static Dictionary<string, WeightTensor> Deepened(MlpShape small, IReadOnlyDictionary<string, WeightTensor> weights)
    {
        var width = small.Hidden[^1];
        var identity = new float[width * width];
        for (var unit = 0; unit < width; unit++)
        {
            identity[(unit * width) + unit] = 1; // what comes out of a ReLU goes through another unchanged
        }

        return new Dictionary<string, WeightTensor>(weights, StringComparer.Ordinal)
        {
            [$"hidden{small.Hidden.Length}.weight"] = new WeightTensor([width, width], identity),
            [$"hidden{small.Hidden.Length}.bias"] = new WeightTensor([width], new float[width]),
        };
    }
}
