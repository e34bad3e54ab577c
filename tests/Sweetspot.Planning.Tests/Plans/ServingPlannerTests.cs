namespace Sweetspot.Planning.Tests;

public sealed class ServingPlannerTests
{
    private static readonly TransformerArchitecture s_model = (TransformerArchitecture)ModelCatalogue.Find("llama-3-8b");

    [Fact]
    public void Plan_CacheOfOneRequestTooLarge_IsSaidInBytes()
    {
        var demand = new ServingDemand { Hardware = HardwareCatalogue.Find("H100"), Prompt = 1_000_000_000 };

        Assert.Null(ServingPlanner.Plan(s_model, demand));
        Assert.StartsWith("keys and values of one request of 1000000000 + 256 tokens need 15258.8 GiB on each of 8 × H100-SXM-80GB, which have ", ServingPlanner.Impossibility(s_model, demand), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NoLimits_IsOneDeviceWhereOneIsEnough() =>
        Assert.Equal(1, ServingPlanner.Plan(s_model, new ServingDemand { Hardware = HardwareCatalogue.Find("H100") })!.Devices);
}
