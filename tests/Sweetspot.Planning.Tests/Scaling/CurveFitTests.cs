using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class CurveFitTests
{
    private static readonly double[] s_sizes = [1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7];

    [Theory]
    [InlineData(0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3)]
    [InlineData(0.30, 0.31, 0.30, 0.31, 0.31, 0.30, 0.31, 0.30)]
    public void Report_ErrorWithoutTheSize_IsRefused(params double[] errors) => Assert.StartsWith(
        "the error does not depend on the size:",
        Assert.Throws<UserInputException>(() => CurveReport.Of([.. s_sizes.Zip(errors, (size, error) => new SizePoint(size, error))], CurveForm.M2, [], 20, 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("28enc_6dec", 73.2, 0.3557, 0.2390)]
    [InlineData("6enc_28dec", 138.3, 0.3957, 0.2372)]
    [InlineData("6enc_6dec", 417.7, 0.4948, 0.3082)]
    [InlineData("dec_only", 2083.6, 0.6295, 0.3656)]
    [InlineData("tenc_lstm", 1036, 0.5622, 0.3554)]
    public void M2_TranslationCurves_AreTheKnownOnes(string model, double a, double c, double e)
    {
        var curve = CurveFit.Fit(Translation(model, double.MaxValue), CurveForm.M2);

        Assert.Equal(1, curve.Constants["a"] / a, 2e-3);
        Assert.Equal(c, curve.Constants["c"], 2e-4);
        Assert.Equal(e, curve.Constants["e"], 2e-4);
        Assert.Empty(CurveFit.Outliers(Translation(model, double.MaxValue)));
    }

    [Theory]
    [InlineData("28enc_6dec", 0.171, 0.064, 0.016, 0.009)]
    [InlineData("6enc_28dec", 0.234, 0.066, 0.012, 0.034)]
    [InlineData("6enc_6dec", 0.262, 0.056, 0.018, 0.027)]
    [InlineData("dec_only", 0.252, 0.038, 0.016, 0.003)]
    [InlineData("tenc_lstm", 0.190, 0.017, 0.005, 0.016)]
    public void Forms_FittedBelow512M_PredictTheTarget(string model, double m1, double m2, double m3, double m4)
    {
        var target = Translation(model, double.MaxValue).Single(point => point.Size == 512e6);
        var fitted = Translation(model, 256e6);

        Assert.Equal(m1, Error(CurveForm.M1), 0.005);
        Assert.Equal(m2, Error(CurveForm.M2), 0.005);
        Assert.Equal(m3, Error(CurveForm.M3), 0.005);
        Assert.InRange(Error(CurveForm.M4), 0, m4 + 0.005); // five constants on few points: nearer than the known fits on three of the curves

        double Error(CurveForm form) => Math.Abs(Math.Log(CurveFit.Fit(fitted, form).At(target.Size) / target.Error));
    }

    [Theory]
    [InlineData("dGBDT", 0.06654, 0.06608)]
    [InlineData("hGBDT", 0.06108, 0.05861)]
    [InlineData("sNN", 0.06000, 0.05614)]
    [InlineData("mNN", 0.05716, 0.05268)]
    public void M2_DrugResponse_PredictsTwiceTheData(string model, double atAll, double atTwice)
    {
        var points = ScalingData.Rows("drug_response_curves.csv")
            .Where(row => row["source"] == "gdsc1" && row["model"] == model && row.Number("train_size") >= 20_000)
            .Select(row => new SizePoint(row.Number("train_size"), row.Number("mae_median"))).ToList();

        var curve = CurveFit.Fit(points, CurveForm.M2);

        Assert.True(curve.Constants["e"] >= 0);
        Assert.Equal(1, curve.At(115_863) / atAll, 0.015);
        Assert.Equal(1, curve.At(2 * 115_863) / atTwice, 0.015);
    }

    [Fact]
    public void M2_ExactCurve_IsGivenBackInAnyOrder()
    {
        var points = Exact();

        var curve = CurveFit.Fit(points, CurveForm.M2);
        var reversed = CurveFit.Fit([.. points.AsEnumerable().Reverse()], CurveForm.M2);

        Assert.Equal(2, curve.Constants["e"], 1e-5);
        Assert.Equal(0.5, curve.Constants["c"], 1e-5);
        Assert.Equal(2.0316, curve.At(1e9), 1e-4);
        Assert.Equal(curve.Constants, reversed.Constants);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    public void Outliers_OneDivergedPoint_IsFound(int at)
    {
        var points = Exact();
        points.Add(new SizePoint(s_sizes[at] * 1.5, 50));

        Assert.Equal([points[^1]], CurveFit.Outliers(points));
    }

    [Fact]
    public void M2_ThreePoints_AreMetExactly()
    {
        var curve = CurveFit.Fit([new(1e4, 12), new(1e6, 3), new(1e8, 2.1)], CurveForm.M2);

        Assert.Equal(2, curve.Constants["e"], 1e-4);
        Assert.Equal(0.5, curve.Constants["c"], 1e-4);
    }

    [Fact]
    public void M2_TwoPoints_AreRefused()
    {
        var refused = Assert.Throws<UserInputException>(() => CurveFit.Fit([new(1e4, 12), new(1e6, 3)], CurveForm.M2));

        Assert.Equal("2 points of 2 different sizes: M2 has 3 constants and needs at least as many sizes; measure more.", refused.Message);
    }

    /// <summary>Accuracy 0.4619 at epoch 60 of a rate that falls as a cosine until 120, where it is 0.6237: microsoft/nni issues 2006 and 4797.</summary>
    [Fact]
    public void Report_ErrorThatFallsFasterAndFaster_HasNoIntervalAndSaysWhy()
    {
        var points = Enumerable.Range(1, 12).Select(step => 5 * step).Select(epoch => new SizePoint(epoch, 1 - (0.3 + (0.32371 * 0.5 * (1 - Math.Cos(Math.PI * epoch / 120)))))).ToList();

        var report = CurveReport.Of(points, CurveForm.M2, [120], 100, 1);

        Assert.Null(Assert.Single(report.Predictions).Interval);
        Assert.StartsWith("the error still falls faster and faster at the largest sizes", report.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("28enc_6dec")]
    [InlineData("6enc_28dec")]
    [InlineData("6enc_6dec")]
    [InlineData("dec_only")]
    [InlineData("tenc_lstm")]
    public void Steepens_MeasuredCurvesOverData_DoNot(string model) => Assert.False(CurveTail.Steepens(Translation(model, double.MaxValue)));

    [Fact]
    public void Steepens_NoisyPowerLaws_SeldomSeemTo()
    {
        const int curves = 400;

        var wrong = Enumerable.Range(0, curves).Count(curve =>
        {
            var random = RandomStream.For(1, curve, "noise");
            return CurveTail.Steepens(Exact().Select(point => point with { Error = point.Error * (1 + (0.02 * random.NextGaussian())) }));
        });

        Assert.InRange(wrong, 0, 12); // about one in a hundred by chance; 12 and more in one of a thousand sets
    }

    private static List<SizePoint> Exact() => [.. s_sizes.Select(size => new SizePoint(size, 2 + (1000 / Math.Sqrt(size))))];

    private static List<SizePoint> Translation(string model, double most) =>
    [
        .. ScalingData.Rows("nmt_learning_curves.csv").Where(row => row["model"] == model && row.Number("train_examples") <= most)
            .Select(row => new SizePoint(row.Number("train_examples"), row.Number("loss"))),
    ];
}
