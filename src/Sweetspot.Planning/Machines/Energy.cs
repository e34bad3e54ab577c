namespace Sweetspot.Planning;

/// <summary>What device hours draw from the grid.</summary>
public static class Energy
{
    /// <summary>Power of the whole building over that of the devices, where none is stated: what LLaMA's and GPT-3's reports take (arXiv 2302.13971, arXiv 2104.10350).</summary>
    public const double AssumedPue = 1.1;

    /// <summary>Kilowatt-hours of so many device hours; null where nobody states the device's watts.</summary>
    /// <param name="hardware">The device.</param>
    /// <param name="deviceHours">Hours of one device, all devices added up.</param>
    /// <param name="averageWatts">Mean draw of a device; null for the most that it draws, which training comes near to.</param>
    /// <param name="pue">Power usage effectiveness: cooling and the rest on top, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Watts are not above 0, or effectiveness is below 1.</exception>
    public static Estimate? KilowattHours(Hardware hardware, Estimate deviceHours, double? averageWatts = null, double pue = AssumedPue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pue, 1);
        if (averageWatts is { } mean)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean, nameof(averageWatts));
        }

        var origin = averageWatts is null ? "the device's limit, assumed as its mean" : "the mean given";
        return (averageWatts ?? hardware.PowerWatts) is { } watts
            ? deviceHours.Times(watts * pue / 1000) with { Basis = FormattableString.Invariant($"{watts:0.#} W a device ({origin}) × {pue:0.##} for the building (PUE{(pue == AssumedPue ? ", assumed" : "")})") }
            : null;
    }
}
