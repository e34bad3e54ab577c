using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Numbers of a plan as people of the field write them: 2.78 B parameters, 1.4 T tokens, 1e21 FLOP, $ 50,000.</summary>
internal static class PlanNumber
{
    private static readonly (double Size, string Letter)[] s_letters = [(1e15, ""), (1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];

    /// <summary>A count: <c>2.78 B</c>, <c>850 M</c>.</summary>
    public static string Count(double value)
    {
        if (!double.IsFinite(value) || value >= 0.9995e15)
        {
            return double.IsFinite(value) ? Power(value) : "not determined";
        }

        foreach (var (size, letter) in s_letters)
        {
            if (letter.Length > 0 && value >= 0.9995 * size)
            {
                return $"{NumberFormat.Significant(value / size)} {letter}";
            }
        }

        return NumberFormat.Significant(value);
    }

    /// <summary>A count of something, in the singular where there is one of it: <c>1 user</c>, <c>6.04 k users</c>.</summary>
    /// <param name="value">How many.</param>
    /// <param name="one">What one of them is called; more take an s.</param>
    public static string Counted(double value, string one) => $"{Count(value)} {one}{(value == 1 ? "" : "s")}";

    /// <summary>A number with an exponent: <c>1.3e22</c>.</summary>
    public static string Power(double value) => value.ToString("0.###e0", CultureInfo.InvariantCulture);

    /// <summary>A range of counts; one of them where both ends are the same; empty where there is none.</summary>
    public static string Range(Interval? interval, Func<double, string>? text = null) => interval is not { } range ? ""
        : range.Low == range.High ? (text ?? Count)(range.Low)
        : $"{(text ?? Count)(range.Low)} to {(text ?? Count)(range.High)}";

    /// <summary>A size of any kind that runs were measured at: whole below a thousand, as counts above.</summary>
    public static string Size(double value) => value >= 1000 ? Count(value) : value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>An error with four significant digits, and others beside it with as many after the point: <c>0.0629</c> beside <c>0.0588</c> says less than <c>0.06290</c> beside <c>0.05876</c>.</summary>
    public static string Error(double value, double beside) => double.IsFinite(value) && beside is > 1e-6 and < 1e6
        ? value.ToString($"0.{new string('0', Math.Clamp(3 - (int)Math.Floor(Math.Log10(beside)), 0, 9))}", CultureInfo.InvariantCulture)
        : FitNumber.Text(value);

    /// <summary>A loss: three digits after the point.</summary>
    public static string Loss(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A small difference of losses: two digits that say something.</summary>
    public static string Difference(double value) => value.ToString(value >= 0.01 ? "0.000" : value >= 0.001 ? "0.0000" : "0.0e0", CultureInfo.InvariantCulture);

    /// <summary>US dollars.</summary>
    public static string Usd(double value) => $"${value.ToString(value >= 100 ? "#,0" : "#,0.00", CultureInfo.InvariantCulture)}";
}
