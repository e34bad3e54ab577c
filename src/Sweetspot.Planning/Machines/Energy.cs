using Sweetspot.Core;

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
    /// <exception cref="UserInputException">Watts or effectiveness cannot be.</exception>
    public static Estimate? KilowattHours(Hardware hardware, Estimate deviceHours, double? averageWatts = null, double pue = AssumedPue)
    {
        if (!(double.IsFinite(pue) && pue >= 1))
        {
            throw new UserInputException(FormattableString.Invariant($"--pue: {pue} cannot be; the power of the building over that of the devices is at least 1."));
        }

        if (averageWatts is { } own && !(double.IsFinite(own) && own > 0))
        {
            throw new UserInputException(FormattableString.Invariant($"--watts: {own} cannot be; give the mean draw of one device in watts."));
        }

        var origin = averageWatts is null ? "the device's limit, assumed as its mean" : "your mean";
        return (averageWatts ?? hardware.PowerWatts) is { } watts
            ? deviceHours.Times(watts * pue / 1000) with { Basis = FormattableString.Invariant($"{watts:0.#} W a device ({origin}) × {pue:0.##} for the building (PUE{(pue == AssumedPue ? ", assumed" : "")})") }
            : null;
    }
}
