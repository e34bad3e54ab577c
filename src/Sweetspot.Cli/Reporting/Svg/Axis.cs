using System.Globalization;

namespace Sweetspot.Cli;

/// <summary>One axis of a chart: a range of values on a linear or logarithmic scale, with its title.</summary>
/// <param name="Title">Quantity with unit, as drawn.</param>
/// <param name="Low">Low end.</param>
/// <param name="High">High end, above <paramref name="Low"/>.</param>
/// <param name="IsLog">Logarithmic; both ends are then positive.</param>
internal sealed record Axis(string Title, double Low, double High, bool IsLog)
{
    /// <summary>Whether it counts parameters, tokens or rows, whose thousand millions are billions, as people of the field write them: B, and T beyond.</summary>
    public bool IsCount { get; init; }

    /// <summary>An axis over values with a little room at both ends; sensible also of one value or none.</summary>
    public static Axis Over(string title, IEnumerable<double> values, bool isLog)
    {
        var known = values.Where(value => double.IsFinite(value) && (!isLog || value > 0)).ToList();
        if (known.Count == 0)
        {
            return isLog ? new Axis(title, 1, 10, true) : new Axis(title, 0, 1, false);
        }

        var (low, high) = (known.Min(), known.Max());
        if (isLog)
        {
            var room = Math.Max(Math.Pow(high / low, 0.05), 1.1);
            return new Axis(title, low / room, high * room, true);
        }

        var space = high > low ? (high - low) * 0.06 : Math.Max(Math.Abs(high) * 0.05, 0.05);
        return new Axis(title, low - space, high + space, false);
    }

    /// <summary>Where a value lies between the ends, 0 to 1; outside them it is beyond.</summary>
    public double Place(double value) => IsLog
        ? Math.Log(value / Low) / Math.Log(High / Low)
        : (value - Low) / (High - Low);

    /// <summary>Whether a value can be drawn.</summary>
    public bool Holds(double value) => double.IsFinite(value) && value >= Low && value <= High;

    /// <summary>Ticks with their labels.</summary>
    public IEnumerable<(double Value, string Label)> Ticks()
    {
        var ticks = IsLog ? Sweetspot.Cli.Ticks.Log(Low, High) : Sweetspot.Cli.Ticks.Linear(Low, High);
        return ticks.Select(tick => (tick, Label(tick)));
    }

    private string Label(double tick) => Math.Abs(tick) switch
    {
        0 => "0",
        < 1e-4 => tick.ToString("0.###e+0", CultureInfo.InvariantCulture),
        >= 1e12 and < 1e15 when IsCount => $"{(tick / 1e12).ToString("0.###", CultureInfo.InvariantCulture)} T",
        >= 1e13 => tick.ToString("0.###e0", CultureInfo.InvariantCulture),
        >= 1e9 => $"{(tick / 1e9).ToString("0.###", CultureInfo.InvariantCulture)} {(IsCount ? "B" : "G")}",
        >= 1e6 => $"{(tick / 1e6).ToString("0.###", CultureInfo.InvariantCulture)} M",
        >= 1e4 => $"{(tick / 1e3).ToString("0.###", CultureInfo.InvariantCulture)} k",
        _ => tick.ToString("#,0.######", CultureInfo.InvariantCulture),
    };
}
