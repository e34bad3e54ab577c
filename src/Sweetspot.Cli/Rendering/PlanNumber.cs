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

    /// <summary>A number with an exponent: <c>1.3e22</c>.</summary>
    public static string Power(double value) => value.ToString("0.###e0", CultureInfo.InvariantCulture);

    /// <summary>A range of counts; empty where there is none.</summary>
    public static string Range(Interval? interval, Func<double, string>? text = null) =>
        interval is { } range ? $"{(text ?? Count)(range.Low)} to {(text ?? Count)(range.High)}" : "";

    /// <summary>A loss: three digits after the point.</summary>
    public static string Loss(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A small difference of losses: two digits that say something.</summary>
    public static string Difference(double value) => value.ToString(value >= 0.01 ? "0.000" : value >= 0.001 ? "0.0000" : "0.0e0", CultureInfo.InvariantCulture);

    /// <summary>US dollars.</summary>
    public static string Usd(double value) => $"${value.ToString(value >= 100 ? "#,0" : "#,0.00", CultureInfo.InvariantCulture)}";
}
