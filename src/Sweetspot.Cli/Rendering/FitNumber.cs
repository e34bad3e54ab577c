using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Numbers of a fit for people: what the runs leave open is said to be so.</summary>
internal static class FitNumber
{
    private const string Unknown = "not determined";

    /// <summary>A number in the format given, or with an exponent where that would print a row of digits or nothing but zeros.</summary>
    public static string Text(double value, string format = "0.####")
    {
        if (!double.IsFinite(value))
        {
            return Unknown;
        }

        return value != 0 && (Math.Abs(value) >= 1e6 || Math.Abs(value) < 1e-4)
            ? value.ToString("0.###e+0", CultureInfo.InvariantCulture)
            : value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>An interval; both ends must be numbers.</summary>
    public static string Range(Interval? interval, string format = "0.####") => interval switch
    {
        null => "–",
        { } range when double.IsFinite(range.Low) && double.IsFinite(range.High) => $"{Text(range.Low, format)} to {Text(range.High, format)}",
        _ => Unknown,
    };

    /// <summary>A standard error; a dash where none was asked for.</summary>
    public static string Error(double? error, bool isAsked = true) => error is { } size ? Text(size) : isAsked ? Unknown : "–";

    /// <summary>A falling term of the law, <c>406.4 / N^0.34</c>; in words where the loss does not fall with it.</summary>
    public static string Term(double scale, double exponent, string name) => scale > 0 && exponent > 0 && double.IsFinite(scale) && double.IsFinite(exponent)
        ? $"{Text(scale)} / {name}^{Text(exponent)}"
        : $"(a fall with {name}: {Unknown})";
}
