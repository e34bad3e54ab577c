namespace Sweetspot.Core;

/// <summary>Evenly spread directions from the ideal point (Das and Dennis 1998, doi:10.1137/S1052623496307510).</summary>
internal static class ReferenceDirections
{
    /// <summary>
    /// [n × objectives], each of length 1, n at most <paramref name="most"/> but at least one an objective: all points of the simplex whose shares are
    /// multiples of 1/p, p as large as fits. Where p is below the number of objectives all of these lie on the simplex's border, so those of a
    /// second layer, half as far from its middle, join them where they fit.
    /// </summary>
    public static double[] Of(int objectives, int most)
    {
        var parts = 1;
        while (objectives > 1 && Count(objectives, parts + 1) <= most)
        {
            parts++;
        }

        var directions = new List<double>();
        Add(directions, objectives, parts, scale: 1);
        var inner = parts;
        while (inner > 0 && directions.Count / objectives + Count(objectives, inner) > most)
        {
            inner--;
        }

        if (parts < objectives && inner > 0)
        {
            Add(directions, objectives, inner, scale: 0.5);
        }

        return Normalized([.. directions], objectives);
    }

    private static double Count(int objectives, int parts)
    {
        var count = 1.0;
        for (var part = 1; part < objectives; part++)
        {
            count = count * (parts + part) / part;
        }

        return count;
    }

    private static void Add(List<double> directions, int objectives, int parts, double scale)
    {
        var shares = new int[objectives];
        Fill(0, parts);

        void Fill(int objective, int left)
        {
            if (objective == objectives - 1)
            {
                shares[objective] = left;
                directions.AddRange(shares.Select(share => (scale * share / parts) + ((1 - scale) / objectives)));
                return;
            }

            for (shares[objective] = 0; shares[objective] <= left; shares[objective]++)
            {
                Fill(objective + 1, left - shares[objective]);
            }
        }
    }

    private static double[] Normalized(double[] directions, int objectives)
    {
        for (var start = 0; start < directions.Length; start += objectives)
        {
            var length = Math.Sqrt(directions.AsSpan(start, objectives).ToArray().Sum(share => share * share));
            for (var objective = start; objective < start + objectives; objective++)
            {
                directions[objective] /= length;
            }
        }

        return directions;
    }
}
