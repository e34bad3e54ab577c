using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli.Tests;

public class FitNumberTests
{
    [Theory]
    [InlineData(0.3478, "0.3478")]
    [InlineData(482.01, "482.01")]
    [InlineData(0, "0")]
    [InlineData(1.5e62, "1.5e+62")]
    [InlineData(1.5e-9, "1.5e-9")]
    [InlineData(double.PositiveInfinity, "not determined")]
    [InlineData(double.NaN, "not determined")]
    public void Text_AnyNumber_IsShort(double value, string expected) => Assert.Equal(expected, FitNumber.Text(value));

    [Fact]
    public void Error_FarAboveItsValue_IsNotDetermined()
    {
        Assert.Equal("not determined", FitNumber.Error(null));
        Assert.Equal("0.02", FitNumber.Error(0.02));
        Assert.Equal("–", FitNumber.Error(null, isAsked: false));
    }

    [Fact]
    public void Range_WithoutEnd_IsNotDetermined()
    {
        Assert.Equal("not determined", FitNumber.Range(new Interval(0, double.PositiveInfinity)));
        Assert.Equal("0.1 to 0.2", FitNumber.Range(new Interval(0.1, 0.2)));
    }

    [Fact]
    public void Term_ExponentBelowZero_IsNotDetermined()
    {
        Assert.Equal("(a fall with D: not determined)", FitNumber.Term(1e-40, -5.7889, "D"));
        Assert.Equal("406.4 / N^0.34", FitNumber.Term(406.4, 0.34, "N"));
    }

    [Fact]
    public void Fit_MoreHeldOutThanCanBe_NamesTheMost()
    {
        var runs = (from size in new[] { 1e6, 4e6, 1.6e7, 6.4e7 }
                    from tokens in new[] { 1e8, 4e8, 1.6e9, 6.4e9, 2.5e10 }
                    select new TrainingRun(size, tokens, 1.7 + (400 / Math.Pow(size, 0.34)) + (410 / Math.Pow(tokens, 0.28)), null)).ToList();

        var thrown = Assert.Throws<UserInputException>(() => LawReport.Of(runs, new LawFitOptions { HeldOut = 100, Resamples = 0 }));

        Assert.Equal("--hold-out: 100 of 20 runs leave too few to fit, which takes 6; give at most 14.", Assert.Single(thrown.Problems));
    }
}
