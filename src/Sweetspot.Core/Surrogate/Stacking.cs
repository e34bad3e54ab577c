namespace Sweetspot.Core;

/// <summary>How much to trust each of several models of the same values.</summary>
internal static class Stacking
{
    private const int Rounds = 50;

    /// <summary>
    /// The weights under which the mixture of all models predicts best what each had not seen (Yao et al. 2018, doi:10.1214/17-BA1091), by expectation maximisation. Where models are
    /// as good as each other they share; the likeliest alone would be taken for the truth.
    /// </summary>
    /// <param name="logDensities">[models][values]: logarithm of how likely a model held each value without having seen it.</param>
    /// <returns>[models], adding up to 1.</returns>
    public static double[] Weights(IReadOnlyList<double[]> logDensities)
    {
        var (models, values) = (logDensities.Count, logDensities[0].Length);
        double[] weights = [.. Enumerable.Repeat(1.0 / models, models)];
        double[] best = [.. Enumerable.Range(0, values).Select(value => logDensities.Max(densities => densities[value]))];
        double[][] relative = [.. logDensities.Select(densities => densities.Select((density, value) => Math.Exp(density - best[value])).ToArray())];
        for (var round = 0; round < Rounds && models > 1; round++)
        {
            var share = new double[models];
            for (var value = 0; value < values; value++)
            {
                var mixture = 0.0;
                for (var model = 0; model < models; model++)
                {
                    mixture += weights[model] * relative[model][value];
                }

                for (var model = 0; model < models; model++)
                {
                    share[model] += weights[model] * relative[model][value] / mixture / values;
                }
            }

            weights = share;
        }

        return weights;
    }
}
