using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Prices as given on the command line: <c>accuracy=1000</c>.</summary>
internal static class Prices
{
    /// <exception cref="UserInputException">Every price that is none.</exception>
    public static IEnumerable<KeyValuePair<string, double>> Parse(IReadOnlyCollection<string> prices)
    {
        var bad = prices.Where(price => Read(price) is null).ToList();
        return bad.Count == 0
            ? prices.Select(price => Read(price)!.Value)
            : throw new UserInputException(bad.Select(price => $"--price: \"{price}\" is not METRIC=PRICE; write for example accuracy=1000."));
    }

    private static KeyValuePair<string, double>? Read(string price) =>
        price.Split('=') is [var name, var number] && Metrics.Find(name) is not null
        && double.TryParse(number, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new(name, value)
            : null;
}
