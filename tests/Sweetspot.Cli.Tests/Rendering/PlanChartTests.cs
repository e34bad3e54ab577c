using System.Xml.Linq;
using Sweetspot.Planning;

namespace Sweetspot.Cli.Tests;

public class PlanChartTests
{
    [Fact]
    public void Of_Budget_DrawsTheCurveTheFlatRegionAndTheLaw() =>
        Holds(PlanChart.Of(SizePlanner.Plan(new PlanQuestion { Flops = 1e21 })), "Loss by size at 1e21 FLOP", "within 1 % of the best", "The law: chinchilla-besiroglu", "95 %", "largest run behind it", "this plan");

    [Fact]
    public void Of_Training_DrawsMemoryAndTime() =>
        Holds(
            PlanChart.Of(TrainingPlanner.Plan(new PlanQuestion { Hardware = HardwareCatalogue.Find("H100"), Devices = 64, Days = 7 })),
            "Loss by size on 64 × H100-SXM-80GB", "Pareto front: size against loss", "Memory of one device", "activations", "device 80 GiB", "Time of a step", "products and attention");

    [Fact]
    public void Of_Target_DrawsCostAgainstTime() =>
        Holds(PlanChart.Of(TrainingPlanner.Plan(new PlanQuestion { Hardware = HardwareCatalogue.Find("H100"), TargetLoss = 2.3, Days = 20 })), "Pareto front: cost against time", "device hours, log scale");

    [Fact]
    public void Of_Images_DrawsTheCurvesBehindTheLaw() =>
        Holds(PlanChart.Of(ImagePlanner.Plan(new ImageQuestion { Images = 1e7, FlopsPerSecond = 1e15, ImagesPerSecond = 1000 })), "Pareto front: speed against error", "Published learning curves", "ViT-B/16");

    [Fact]
    public void Of_KnownModel_DrawsItsPartsAndTheMemoryOfTraining() =>
        Holds(PlanChart.Of(new PlanResult(ModelCatalogue.Find("llama-3-8b"), 2048, 1)), "Parameters", "feed-forward: 5.64 B", "Memory of training on one device", "optimizer");

    [Fact]
    public void Of_Answering_DrawsMemoryAndTheTimeOfAnAnswer()
    {
        var demand = new ServingDemand { Hardware = HardwareCatalogue.Find("H100"), Weights = WeightFormat.Find("bf16"), Prompt = 1024, Generated = 256 };

        Holds(PlanChart.Of(ServingPlanner.Plan((TransformerArchitecture)ModelCatalogue.Find("llama-3-8b"), demand)!), "device 80 GiB", "cache", "Time of an answer", "first token", "256 tokens after 1024");
    }

    [Fact]
    public void Of_PartsTooSmallToSee_AreLeftOut()
    {
        var plan = TrainingPlanner.Plan(new PlanQuestion { Hardware = HardwareCatalogue.Find("H100"), Devices = 1, Days = 1 });

        Assert.DoesNotContain("gradients and weights exchanged", PlanChart.Of(plan), StringComparison.Ordinal); // one device exchanges nothing
    }

    private static void Holds(string svg, params string[] texts)
    {
        var all = XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName is "text" or "title").Select(element => element.Value).ToList();
        Assert.All(texts, text => Assert.Contains(all, found => found.Contains(text, StringComparison.Ordinal)));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("var(", svg, StringComparison.Ordinal); // many viewers would paint black
        Assert.Contains(FitChart.Mark, svg, StringComparison.Ordinal);
    }
}
