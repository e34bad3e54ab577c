using System.Globalization;

namespace Sweetspot.Training;

/// <summary>Dates and times as people write them, and the numbers taken of them.</summary>
internal static class DateText
{
    private static readonly string[] Times = ["", " HH:mm", " HH:mm:ss", " HH:mm:ss.FFFFFFF", "'T'HH:mm", "'T'HH:mm:ss", "'T'HH:mm:ss.FFFFFFF"];
    private static readonly string[] Zones = ["", "zzz", "'Z'"];

    /// <summary>Ways to write a date; where two read all values of a column, the first is taken.</summary>
    private static readonly (string Name, string[] Formats)[] Ways =
    [
        ("year-month-day", WithTimes("yyyy-MM-dd")),
        ("year/month/day", WithTimes("yyyy/M/d")),
        ("month/day/year", WithTimes("M/d/yyyy")),
        ("day/month/year", WithTimes("d/M/yyyy")),
        ("day.month.year", WithTimes("d.M.yyyy")),
        ("day-month-year", WithTimes("d-M-yyyy")),
        ("day month-name year", [.. WithTimes("d MMM yyyy"), .. WithTimes("d MMMM yyyy"), .. WithTimes("d-MMM-yyyy")]),
        ("month-name day, year", [.. WithTimes("MMM d, yyyy"), .. WithTimes("MMMM d, yyyy")]),
    ];

    /// <summary>The way in which at least 95 % of the texts are dates; null where there is none.</summary>
    public static string? WayOf(IReadOnlyCollection<string> texts)
    {
        var likely = texts.Count > 0 && texts.Take(20).Count(text => text.Length is >= 8 and <= 40 && text.Any(char.IsAsciiDigit)) >= Math.Min(19, texts.Count * 0.95);
        var best = likely ? Ways.MaxBy(way => texts.Count(text => TryParse(text, way.Name, out _))).Name : null;
        return best is not null && texts.Count(text => TryParse(text, best, out _)) >= 0.95 * texts.Count ? best : null;
    }

    /// <summary>A number of a date written in the given way, or NaN.</summary>
    public static double Part(string text, string way, NumberPart part)
    {
        if (!TryParse(text, way, out var time))
        {
            return double.NaN;
        }

        return part switch
        {
            NumberPart.Year => time.Year,
            NumberPart.Month => time.Month,
            NumberPart.Weekday => time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek,
            NumberPart.Hour => time.TimeOfDay.TotalHours,
            _ => (time - DateTime.UnixEpoch).TotalDays,
        };
    }

    private static bool TryParse(string text, string way, out DateTime time) => DateTime.TryParseExact(
        text, Array.Find(Ways, one => one.Name == way).Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out time);

    private static string[] WithTimes(string date) => [.. Times.SelectMany(time => time.Length == 0 ? [date] : Zones.Select(zone => date + time + zone))];
}
