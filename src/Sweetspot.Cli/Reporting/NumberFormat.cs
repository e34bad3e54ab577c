using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>How numbers are shown to people; the one place for it. Files and JSON carry full precision instead.</summary>
internal static class NumberFormat
{
    private static readonly string[] _decimalPrefixes = ["", "k", "M", "G", "T", "P"];
    private static readonly string[] _binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Of a value from 1e-5 up with an error that <see cref="IsError"/> shows.</summary>
    private const int MostDecimals = 15;

    /// <summary>A value with its unit as in <see cref="Metric.Unit"/>: <c>0.981</c>, <c>12.3 µs</c>, <c>2.4 s</c>, <c>53.2 k</c>, <c>1.2 MiB</c>.</summary>
    public static string Value(double value, string unit) => unit switch
    {
        _ when !double.IsFinite(value) => "–",
        "fraction" when Math.Abs(value) is 0 or >= 0.0005 => value.ToString("0.000", CultureInfo.InvariantCulture),
        "fraction" => Significant(value),
        "ms" => Seconds(value / 1000),
        "s" => Seconds(value),
        "B" => Bytes(value),
        "" => IsCount(value) ? Scaled(value, "") : Significant(value),
        "FLOP" => Scaled(value, "FLOP"),
        "1/s" => $"{Scaled(value, "")}/s",
        "nats" or "target unit" => Significant(value),
        _ => $"{Significant(value)} {unit}",
    };

    /// <summary>The same, of a measurement, with its standard error where it has one: <c>0.981 ± 0.003</c>, <c>12.3 ± 0.4 µs</c>.</summary>
    public static string Value(Measurement measurement)
    {
        if (measurement.StandardError is not { } error || !IsError(measurement.Value, error))
        {
            return Value(measurement.Value, measurement.Unit);
        }

        var (factor, unit) = Display(measurement.Unit, Math.Abs(measurement.Value));
        return Join(WithError(measurement.Value * factor, error * factor), unit);
    }

    /// <summary>Value and standard error, to the error's first digit; its first two where it starts with 1 or 2.</summary>
    public static string WithError(double value, double error)
    {
        if (!IsError(value, error))
        {
            return Significant(value);
        }

        if (Math.Max(Math.Abs(value), error) is var magnitude and < 1e-5)
        {
            var power = (int)Math.Floor(Math.Log10(magnitude));
            var factor = Math.Pow(10, -power);
            return string.Create(CultureInfo.InvariantCulture, $"({WithError(value * factor, error * factor)})e{power}");
        }

        var digit = (int)Math.Floor(Math.Log10(error));
        var decimals = Math.Clamp((error / Math.Pow(10, digit) < 2.95 ? 1 : 0) - digit, 0, MostDecimals);
        var format = decimals == 0 ? "#,0" : $"#,0.{new string('0', decimals)}";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} ± {error.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>Three significant digits, without an exponent where it can be read without: <c>7.50</c>, but <c>7.5</c> where it is exactly that, so that a digit shown is a digit known.</summary>
    public static string Significant(double value)
    {
        if (!double.IsFinite(value))
        {
            return "–";
        }

        var magnitude = Math.Abs(value);
        if (magnitude is not 0 and (< 1e-5 or >= 1e7))
        {
            return value.ToString("0.##e+0", CultureInfo.InvariantCulture);
        }

        var rounded = Math.Round(magnitude, Decimals(magnitude));
        var isExact = Math.Abs(magnitude - rounded) <= magnitude * 1e-9;
        return value.ToString($"#,0.{new string(isExact ? '#' : '0', Decimals(rounded))}", CultureInfo.InvariantCulture); // 9.996 is 10.0
    }

    /// <summary>Digits after the point of a number of three significant ones.</summary>
    private static int Decimals(double magnitude) => magnitude == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(magnitude)), 0, 8);

    /// <summary>How many times: <c>0.31×</c>.</summary>
    public static string Times(double ratio) => $"{Significant(ratio)}×";

    /// <summary>A time in the unit that suits it, from nanoseconds to hours.</summary>
    public static string Seconds(double seconds)
    {
        var magnitude = Math.Abs(seconds);
        if (magnitude < 120)
        {
            var (factor, unit) = SecondsUnit(magnitude);
            return $"{Significant(seconds * factor)} {unit}";
        }

        var whole = TimeSpan.FromSeconds(Math.Min(Math.Round(magnitude), 1e10));
        var sign = seconds < 0 ? "-" : "";
        return whole.TotalHours < 1
            ? $"{sign}{whole.Minutes} min {whole.Seconds:00} s"
            : $"{sign}{(long)whole.TotalHours} h {whole.Minutes:00} min";
    }

    /// <summary>Bytes in binary units: <c>1.2 MiB</c>.</summary>
    public static string Bytes(double bytes)
    {
        var (factor, unit) = BytesUnit(Math.Abs(bytes));
        return $"{Significant(bytes * factor)} {unit}";
    }

    /// <summary>
    /// Factor and unit in which values of this magnitude are best read: an axis or a value with its error uses one unit throughout.
    /// </summary>
    public static (double Factor, string Unit) Display(string unit, double magnitude)
    {
        switch (unit)
        {
            case "ms":
                var (factor, name) = SecondsUnit(magnitude / 1000);
                return (factor / 1000, name);
            case "s":
                return SecondsUnit(magnitude);
            case "B":
                return BytesUnit(magnitude);
            case "fraction" or "nats" or "target unit":
                return (1, "");
            default:
                return (1, unit);
        }
    }

    /// <summary>Whether an error is worth showing: one far below the value is the rounding of a mean of equal values.</summary>
    private static bool IsError(double value, double error) =>
        double.IsFinite(value) && double.IsFinite(error) && error > Math.Abs(value) * 1e-9;

    private static bool IsCount(double value) => Math.Abs(value) >= 1000 || value == Math.Truncate(value);

    private static string Join(string number, string unit) => unit.Length == 0 ? number : $"{number} {unit}";

    private static (double Factor, string Unit) SecondsUnit(double seconds) => seconds switch
    {
        0 => (1, "s"),
        < 0.9995e-6 => (1e9, "ns"),
        < 0.9995e-3 => (1e6, "µs"),
        < 0.9995 => (1e3, "ms"),
        _ => (1, "s"),
    };

    private static (double Factor, string Unit) BytesUnit(double bytes)
    {
        var power = bytes < 1024 ? 0 : Math.Min((int)Math.Log(bytes, 1024), _binaryUnits.Length - 1);
        return (Math.Pow(1024, -power), _binaryUnits[power]);
    }

    private static string Scaled(double value, string unit)
    {
        var magnitude = Math.Abs(value);

        // 999,950 would round to "1,000 k": step up where three digits do.
        var power = magnitude < 1000 ? 0 : Math.Min((int)Math.Floor(Math.Log10(magnitude * 1.0005) / 3), _decimalPrefixes.Length - 1);
        var number = Significant(value / Math.Pow(1000, power));
        var suffix = _decimalPrefixes[power] + unit;
        return Join(number, suffix);
    }
}
