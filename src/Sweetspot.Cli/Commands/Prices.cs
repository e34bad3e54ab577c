using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Prices as given on the command line: <c>accuracy=1000</c>.</summary>
internal static class Prices
{
    /// <summary>The prices; those that are none were refused before.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Parse(IReadOnlyCollection<string> prices) => prices.Select(Read).OfType<KeyValuePair<string, double>>();

    /// <summary>What is wrong, a line for each price that is none.</summary>
    public static IEnumerable<string> Problems(IReadOnlyCollection<string> prices) =>
        prices.Where(price => Read(price) is null).Select(Problem);

    private static string Problem(string price)
    {
        var parts = price.Split('=');
        return parts is not [{ Length: > 0 } name, { Length: > 0 } number] ? $"--price: \"{price}\" is not METRIC=PRICE; write for example accuracy=1000."
            : Metrics.Find(name) is not null ? $"--price: \"{number}\" is not a number; write for example {name}=1000."
            : $"--price: \"{name}\" is not a metric{(Spelling.Nearest(name, Metrics.All.Select(metric => metric.Name)) is { } near ? $"; did you mean {near}?" : "; sweetspot show --json names those of a study.")}";
    }

    private static KeyValuePair<string, double>? Read(string price) =>
        price.Split('=') is [var name, var number] && Metrics.Find(name) is not null
        && double.TryParse(number, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new(name, value)
            : null;
}
