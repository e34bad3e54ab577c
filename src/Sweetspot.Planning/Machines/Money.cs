namespace Sweetspot.Planning;

/// <summary>What device hours cost.</summary>
public static class Money
{
    /// <summary>US dollars for so many device hours; null where no price is known.</summary>
    /// <param name="hardware">The device.</param>
    /// <param name="deviceHours">Hours of one device, all devices added up.</param>
    /// <param name="usdPerHour">The user's own price of a device for an hour; null for that of the catalogue.</param>
    /// <exception cref="ArgumentOutOfRangeException">The price is negative.</exception>
    public static Estimate? Usd(Hardware hardware, Estimate deviceHours, double? usdPerHour = null)
    {
        if (usdPerHour is { } own)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(own, nameof(usdPerHour));
        }

        var source = usdPerHour is null ? hardware.PriceSource : "your price";
        return (usdPerHour ?? hardware.UsdPerHour) is { } price
            ? deviceHours.Times(price) with { Basis = FormattableString.Invariant($"{price:0.####} USD a device hour ({source})") }
            : null;
    }
}
