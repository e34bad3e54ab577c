using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>The time within which one example must be answered.</summary>
/// <param name="Milliseconds">Over 0.</param>
/// <param name="FrameRate">Frames a second that it was given by; null where it was given in milliseconds.</param>
public sealed record DeadlineSpec(double Milliseconds, double? FrameRate = null)
{
    /// <summary>Share of missed deadlines that a deadline stands for where the study says nothing of its own.</summary>
    public const double UsualMisses = 0.01;

    /// <summary>The time between two frames.</summary>
    public static DeadlineSpec OfFrameRate(double framesPerSecond) => new(1000 / framesPerSecond, framesPerSecond);

    /// <summary><c>33.33 ms (30 frames/s)</c>.</summary>
    public override string ToString() => FrameRate is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{Number(Milliseconds)} ms ({Number(rate)} frames/s)")
        : string.Create(CultureInfo.InvariantCulture, $"{Number(Milliseconds)} ms");

    /// <summary>Significant digits: a short time is no time of zero.</summary>
    private static string Number(double value) => value.ToString(value is >= 0.01 and < 1e6 ? "0.####" : "0.###e+0", CultureInfo.InvariantCulture);
}
