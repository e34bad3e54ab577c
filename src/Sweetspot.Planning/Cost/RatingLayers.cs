namespace Sweetspot.Planning;

/// <summary>What the layers of a model of ratings cost.</summary>
internal static class RatingLayers
{
    private const double FloatBytes = 4;

    /// <summary>The layers, in order: tables of biases, tables of factors, what joins them, and the mean.</summary>
    public static IEnumerable<Layer> Of(RatingShape shape)
    {
        yield return Table(shape.Users, 1);
        yield return Table(shape.Items, 1);
        if (shape.Factors > 0)
        {
            yield return Table(shape.Users, shape.Factors);
            yield return Table(shape.Items, shape.Factors);
        }

        IEnumerable<Layer> joined = shape switch
        {
            NcfShape ncf => Layer.Dense(2.0 * ncf.Factors, [.. ncf.Hidden, 1]),
            TowersShape towers => [.. Layer.Dense(towers.Factors, [.. towers.Hidden, towers.Factors]), .. Layer.Dense(towers.Factors, [.. towers.Hidden, towers.Factors])],
            _ => [],
        };
        foreach (var layer in joined)
        {
            yield return layer;
        }

        // The inner product, and the mean that all are added to.
        var products = shape is NcfShape ? 0 : shape.Factors;
        yield return new Layer(1, 0, 1, 2.0 * products, FloatBytes * (products + 1), FloatBytes * Math.Max(1, products), false);
    }

    private static Layer Table(double rows, double width) => new(rows * width, 0, 1, 0, FloatBytes * width, FloatBytes * width, false);
}
