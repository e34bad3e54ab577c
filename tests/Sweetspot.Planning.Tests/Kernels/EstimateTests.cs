namespace Sweetspot.Planning.Tests;

/// <summary>Estimates in other units keep their ends in order.</summary>
public sealed class EstimateTests
{
    [Fact]
    public void Per_Rate_IsATimeWithItsEndsExchanged()
    {
        var rate = Estimate.Within(100, 0.25, EstimateKind.Interpolated, "test");

        var time = rate.Per(1000);

        Assert.Equal((10, 8, 12.5), (time.Value, time.Low, time.High));
    }

    [Theory]
    [InlineData(OptimizerKind.AdamMixed, 16)]
    [InlineData(OptimizerKind.AdamMixedFp32Gradients, 18)]
    [InlineData(OptimizerKind.AdamMixedBothGradients, 20)]
    [InlineData(OptimizerKind.AdamFp32, 16)]
    [InlineData(OptimizerKind.Adam8Bit, 10)]
    [InlineData(OptimizerKind.SgdFp32, 8)]
    public void OptimizerBytes_Published_AreTheirTotals(OptimizerKind kind, double bytes) => Assert.Equal(bytes, OptimizerBytes.Of(kind).Total);

    [Fact]
    public void Parallelism_Devices_AreTheProductOfAllButExperts() =>
        Assert.Equal(8 * 4 * 3 * 2, new Parallelism { Tensor = 8, Pipeline = 4, Data = 3, Context = 2, Expert = 3 }.Devices);
}
