using System.Globalization;
using System.Text.RegularExpressions;

namespace Sweetspot.Planning;

/// <summary>Lengths of time as people write them: <c>90s</c>, <c>30m</c>, <c>1h30m</c>.</summary>
public static partial class Durations
{
    /// <summary>Reads a length of time; false where the text is none, or is not above zero.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (Parts().Match(text) is not { Success: true, Length: > 0 } match)
        {
            return false;
        }

        var seconds = (3600 * Value(match, "h")) + (60 * Value(match, "m")) + Value(match, "s");
        if (seconds is <= 0 or > 3e7)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>Writes what <see cref="TryParse"/> reads.</summary>
    public static string Format(TimeSpan duration)
    {
        var hours = (long)duration.TotalHours;
        var seconds = duration.TotalSeconds - (hours * 3600) - (duration.Minutes * 60);
        var text = (hours > 0 ? $"{hours}h" : "") + (duration.Minutes > 0 ? $"{duration.Minutes}m" : "");
        return seconds > 0 || text.Length == 0 ? text + seconds.ToString("0.###", CultureInfo.InvariantCulture) + "s" : text;
    }

    private static double Value(Match match, string unit) =>
        match.Groups[unit].Success ? double.Parse(match.Groups[unit].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
