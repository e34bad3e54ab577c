namespace Sweetspot.Planning.Tests;

/// <summary>Published bills and meters.</summary>
public sealed class MoneyAndEnergyTests
{
    [Fact]
    public void Energy_Llama13B_IsThatOfItsCard()
    {
        var energy = Energy.KilowattHours(HardwareCatalogue.Find("A100"), Estimate.Exactly(135_168, "card"));

        Assert.Equal(59_474, energy!.Value.Value, 0.5);
        Assert.Equal("400 W a device (the device's limit, assumed as its mean) × 1.1 for the building (PUE, assumed)", energy.Value.Basis);
    }

    /// <summary>Patterson et al. 2021 (arXiv 2104.10350, table 4).</summary>
    [Theory]
    [InlineData("V100", 3_552_000, 330, 1287)]
    [InlineData("TPUv3", 76_186, 288, 24.1)]
    [InlineData("TPUv3", 663_552, 245, 179)]
    public void Energy_MeasuredMeanWatts_IsThePublishedOne(string device, double hours, double watts, double megawattHours)
    {
        var energy = Energy.KilowattHours(HardwareCatalogue.Find(device), Estimate.Exactly(hours, "paper"), watts);

        Assert.Equal(1, energy!.Value.Value / 1000 / megawattHours, 0.005);
    }

    [Fact]
    public void Energy_NobodyStatesTheWatts_IsUnknown() => Assert.Null(Energy.KilowattHours(HardwareCatalogue.Find("TPUv5e"), Estimate.Exactly(1, "")));

    [Fact]
    public void Money_Gpt2OfLlmC_IsThatOfItsScript()
    {
        var node = HardwareCatalogue.Find("A100");

        var money = Money.Usd(node, Estimate.Exactly(8 * 94.3 / 60, "script"));

        Assert.Equal(22.0, money!.Value.Value, 0.05);
        Assert.Equal("1.75 USD a device hour (Lambda on demand (8 at 14), as the llm.c GPT-2 script states, 2024)", money.Value.Basis);
    }

    [Fact]
    public void Money_OwnPrice_GoesBeforeTheCatalogues()
    {
        var money = Money.Usd(HardwareCatalogue.Find("H800"), Estimate.Within(2_664_000, 0.25, EstimateKind.Interpolated, "hours"), 2);

        Assert.Equal((5_328_000, 4_262_400, 6_660_000), (money!.Value.Value, money.Value.Low, money.Value.High));
        Assert.Equal("2 USD a device hour (your price)", money.Value.Basis);
    }

    [Fact]
    public void Money_NoPriceKnown_IsNull() => Assert.Null(Money.Usd(HardwareCatalogue.Find("H800"), Estimate.Exactly(1, "")));

    [Fact]
    public void Money_NegativePrice_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Money.Usd(HardwareCatalogue.Find("H800"), Estimate.Exactly(1, ""), -1));

    [Fact]
    public void Energy_EffectivenessBelowOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Energy.KilowattHours(HardwareCatalogue.Find("A100"), Estimate.Exactly(1, ""), pue: 0.9));
}
