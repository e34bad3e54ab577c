using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public sealed class CurvePlannerTests : IDisposable
{
    private readonly OwnLawFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Plan_Size_IsTheErrorOfTheCurveWithItsIntervals()
    {
        var plan = Ask(1e6, null);

        Assert.Equal(0.05 + (3 * Math.Pow(1e6, -0.4)), plan.Error, 12);
        Assert.True(plan.ErrorInterval!.Value.Holds(plan.Error));
        Assert.Equal(plan.Error - 0.001, plan.ErrorInterval.Value.Low, 9); // half of the resamples lie there
        Assert.True(plan.RunInterval!.Value.Low < plan.ErrorInterval.Value.Low && plan.RunInterval.Value.High > plan.ErrorInterval.Value.High);
        Assert.Equal(31.25, plan.Beyond);
        Assert.True(plan.IsExtrapolated);
    }

    [Fact]
    public void Plan_TargetError_IsTheSizeThatHasIt()
    {
        var plan = Ask(null, 0.08);

        Assert.Equal(1, plan.Size / Math.Pow(0.03 / 3, -2.5), 1e-9);
        Assert.Equal(0.08, plan.Error, 9);
        Assert.True(plan.SizeInterval!.Value.Low < plan.Size && plan.SizeInterval.Value.High > plan.Size);
        Assert.False(plan.IsExtrapolated);
    }

    [Fact]
    public void Plan_TargetBelowTheFloor_IsImpossible() => Assert.Equal(
        "law.json: no rows reach an error of 0.04; the curve flattens at 0.05. Ask for a higher --target-error, or measure larger sizes: they tell the floor.",
        Assert.Throws<ImpossiblePlanException>(() => Ask(null, 0.04)).Message);

    [Fact]
    public void Plan_TargetFarBeyondTheRuns_IsImpossibleAndSaysHowFar() => Assert.Equal(
        "law.json: an error of 0.055 would take rows 8.818e+6, 275.6 times more than the 32000 of the largest run; a curve is not followed beyond 100 times. Measure larger sizes, or ask for a higher --target-error.",
        Assert.Throws<ImpossiblePlanException>(() => Ask(null, 0.055)).Message);

    [Fact]
    public void Plan_TargetFarBelowTheRuns_AsksForALowerOne() => Assert.EndsWith(
        "times less than the 1000 of the smallest run; a curve is not followed beyond 100 times. Measure smaller sizes, or ask for a lower --target-error.",
        Assert.Throws<ImpossiblePlanException>(() => Ask(null, 2)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1e8, "--at: rows 1e+8 are 3,125 times more than the 32000 of the largest run behind law.json; a curve is not followed beyond 100 times. Measure larger sizes.")]
    [InlineData(5, "--at: rows 5 are 200 times less than the 1000 of the smallest run behind law.json; a curve is not followed beyond 100 times. Measure smaller sizes.")]
    public void Plan_SizeFarBeyondTheRuns_IsRefused(double size, string message) => Assert.Equal(message, Assert.Throws<UserInputException>(() => Ask(size, null)).Message);

    [Fact]
    public void Plan_ResamplesThatNeverReachTheTarget_AreCounted()
    {
        var plan = CurvePlanner.Plan(new CurveQuestion(_files.Law(OwnLawFiles.Curve.Replace("PAIRS", string.Join(", ", Enumerable.Repeat("[3, 0.4, 0.049], [3, 0.4, 0.09]", 100)), StringComparison.Ordinal)), null, 0.08));

        Assert.Null(plan.SizeInterval);
        Assert.Contains("100 of 200 resamples never reach that error", plan.Warnings);
    }

    [Fact]
    public void Plan_LawOfSizeAndRows_NamesWhatItGoesBy() => Assert.StartsWith(
        "--law: law.json: goes by parameters and train_rows, so one size does not ask it;",
        Assert.Throws<UserInputException>(() => CurvePlanner.Plan(new CurveQuestion(_files.Law(OwnLawFiles.Surface), 1e6, null))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"c\": 0.4", "\"c\": -0.4", "constants.c is not above 0")]
    [InlineData("\"c\": 0.4", "\"c\": 0", "constants.c is not above 0")]
    [InlineData("\"a\": 3", "\"a\": 300", "its constants give an error of 18.9787 at 1e+3, and its resamples 0.2383 to 0.2403")]
    [InlineData("\"relative_error\": 0.01", "\"relative_error\": -0.01", "relative_error is below 0")]
    [InlineData("[1000, 32000]", "[32000, 1000]", "ranges.size must rise from a number above 0")]
    public void Read_ContradictoryFile_IsDamaged(string was, string now, string why) => Assert.EndsWith(
        $": is damaged: {why}; fit the runs again (sweetspot fit RUNS --json).",
        Assert.Throws<UserInputException>(() => _files.Law(OwnLawFiles.Curve.Replace(was, now, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("chinchilla-besiroglu", "--law: chinchilla-besiroglu is a published law of language models; --at,")]
    [InlineData(".", "--law: .: is a folder; give the file")]
    public void Read_NoFile_SaysWhatItIs(string name, string start)
    {
        Assert.StartsWith(start, Assert.Throws<UserInputException>(() => OwnLaw.Read(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Folder_SaysSo() => Assert.StartsWith("--law: .: is a folder;", Assert.Throws<UserInputException>(() => PlanLaw.Find(".")).Message, StringComparison.Ordinal);

    [Fact]
    public void Normal_PublishedShares_AreTheirDeviates()
    {
        Assert.Equal(0, RunScatter.Normal(0.5), 9);
        Assert.Equal(1.959964, RunScatter.Normal(0.975), 6);
        Assert.Equal(-2.326348, RunScatter.Normal(0.01), 6);
    }

    [Fact]
    public void Interval_OneExpectation_IsThatOfTheScatterAlone()
    {
        var interval = RunScatter.Interval([.. Enumerable.Repeat(2.0, 400)], 0.1)!.Value;

        Assert.Equal(2 * Math.Exp(-0.196), interval.Low, 0.01);
        Assert.Equal(2 * Math.Exp(0.196), interval.High, 0.015);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.02)]
    public void Interval_OneRun_IsNeverSurerThanTheLaw(double scatter)
    {
        double[] expected = [.. Enumerable.Range(0, 400).Select(place => Math.Exp(0.03 * RunScatter.Normal((place * 0.7548776662466927 % 1 * 0.998) + 0.001)))];

        var (law, run) = (Interval.Of(expected)!.Value, RunScatter.Interval(expected, scatter)!.Value);

        Assert.True(run.Low < law.Low && run.High > law.High, $"{run} within {law}");
    }

    [Theory]
    [InlineData(400, 0.008)]
    [InlineData(400, 0)]
    [InlineData(7, 0.3)]
    [InlineData(1, 0.1)]
    public void Interval_ByCounting_IsThatOfAllProducts(int resamples, double scatter)
    {
        double[] expected = [.. Enumerable.Range(0, resamples).Select(place => 2 + (0.1 * Math.Sin(7.3 * place)))];
        var deviates = Enumerable.Range(0, 100).Select(place => RunScatter.Normal((place + 0.5) / 100)).ToList();
        var all = Interval.Of(expected.SelectMany(_ => deviates, (value, deviate) => value * Math.Exp(scatter * deviate)))!.Value;

        var counted = RunScatter.Interval(expected, scatter)!.Value;

        Assert.Equal(all.Low, counted.Low, 1e-12);
        Assert.Equal(all.High, counted.High, 1e-12);
        Assert.Null(RunScatter.Interval([.. expected, .. Enumerable.Repeat(double.NaN, resamples)], scatter));
    }

    private CurvePlan Ask(double? size, double? target) => CurvePlanner.Plan(new CurveQuestion(_files.Law(OwnLawFiles.Curve), size, target));
}
