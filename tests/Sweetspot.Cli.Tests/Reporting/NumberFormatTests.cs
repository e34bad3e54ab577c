using Sweetspot.Core;

namespace Sweetspot.Cli.Tests;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData(0.98123, "fraction", "0.981")]
    [InlineData(0.0004, "fraction", "0.0004")]
    [InlineData(0, "fraction", "0.000")]
    [InlineData(0.0123, "ms", "12.3 µs")]
    [InlineData(0.0000123, "ms", "12.3 ns")]
    [InlineData(1.5, "ms", "1.5 ms")]
    [InlineData(1500, "ms", "1.5 s")]
    [InlineData(2.4, "s", "2.4 s")]
    [InlineData(0.0999999, "s", "100 ms")]
    [InlineData(0.9999, "s", "1.00 s")]
    [InlineData(7.4999, "s", "7.50 s")] // three digits are known
    [InlineData(7.5, "s", "7.5 s")] // and here it is exactly that
    [InlineData(9.996, "s", "10.0 s")]
    [InlineData(125, "s", "2 min 05 s")]
    [InlineData(3725, "s", "1 h 02 min")]
    [InlineData(0, "s", "0 s")]
    [InlineData(53_210, "", "53.2 k")]
    [InlineData(650, "", "650")]
    [InlineData(999_960, "", "1.00 M")]
    [InlineData(1_234_567, "FLOP", "1.23 MFLOP")]
    [InlineData(512, "B", "512 B")]
    [InlineData(1536, "B", "1.5 KiB")]
    [InlineData(5.5 * 1024 * 1024, "B", "5.5 MiB")]
    [InlineData(12_345, "1/s", "12.3 k/s")]
    [InlineData(0.91234, "", "0.912")]
    [InlineData(-0.5, "", "-0.5")]
    [InlineData(12_345.6, "target unit", "12,346")]
    [InlineData(double.NaN, "s", "–")]
    [InlineData(double.PositiveInfinity, "B", "–")]
    public void Value_Unit_ReadsWell(double value, string unit, string expected) => Assert.Equal(expected, NumberFormat.Value(value, unit));

    [Theory]
    [InlineData(0.98123, 0.00312, "fraction", "0.981 ± 0.003")]
    [InlineData(0.98123, 0.0012, "fraction", "0.9812 ± 0.0012")]
    [InlineData(0.0123, 0.0004, "ms", "12.3 ± 0.4 µs")]
    [InlineData(2.4, 0, "s", "2.4 s")]
    [InlineData(2.4, 1e-15, "s", "2.4 s")]
    [InlineData(2.4, double.NaN, "s", "2.4 s")]
    [InlineData(250, 30, "target unit", "250 ± 30")]
    [InlineData(3.21e-9, 4e-11, "target unit", "(3.21 ± 0.04)e-9")]
    [InlineData(0.5, 1e-9, "target unit", "0.5000000000 ± 0.0000000010")]
    public void Value_StandardError_IsRoundedByIt(double value, double error, string unit, string expected) =>
        Assert.Equal(expected, NumberFormat.Value(new Measurement(value, unit, new Origin(OriginKind.Measured, ""), error)));

    [Theory]
    [InlineData(0.00001, "1e-5 ms")]
    [InlineData(33.3333333, "33.3333 ms")]
    public void Deadline_ShortTime_IsNotZero(double milliseconds, string expected) => Assert.Equal(expected, new Sweetspot.Planning.DeadlineSpec(milliseconds).ToString());
}
