namespace Sweetspot.Cli;

/// <summary>Places of ticks that people expect: 1, 2 or 5 times powers of ten.</summary>
internal static class Ticks
{
    /// <summary>Ticks within a linear range, about <paramref name="wanted"/> of them.</summary>
    public static IReadOnlyList<double> Linear(double low, double high, int wanted = 6)
    {
        var raw = (high - low) / Math.Max(wanted, 1);
        if (!double.IsFinite(raw) || raw <= 0)
        {
            return [low];
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        var first = Math.Ceiling((low / step) - 1e-9);
        var last = Math.Floor((high / step) + 1e-9);
        return last - first > 50 ? [low] : [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Math.Round((first + i) * step, 12))];
    }

    /// <summary>Ticks within a logarithmic range of positive numbers: powers of ten; 1-2-5 or 1-3 where there are few of those.</summary>
    public static IReadOnlyList<double> Log(double low, double high)
    {
        var decades = Math.Log10(high / low);
        if (decades < 0.7)
        {
            return Linear(low, high, 5);
        }

        double[] steps = decades < 2.2 ? [1, 2, 5] : decades < 4 ? [1, 3] : [1];
        var every = Math.Max(1, (int)Math.Ceiling(decades / 9));
        var first = (int)Math.Floor(Math.Log10(low));
        return
        [
            .. Enumerable.Range(first, (int)Math.Ceiling(decades) + 2)
                .Where(power => power % every == 0)
                .SelectMany(power => steps.Select(step => step * Math.Pow(10, power)))
                .Where(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)),
        ];
    }
}
