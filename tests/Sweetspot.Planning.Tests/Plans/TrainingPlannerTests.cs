using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class TrainingPlannerTests
{
    private static readonly Hardware s_h100 = HardwareCatalogue.Find("H100");
    private static readonly Hardware s_slow = new()
    {
        Name = "cpu",
        Vendor = "",
        Kind = HardwareKind.Cpu,
        Peaks = ImmutableDictionary<NumberFormat, double>.Empty.Add(NumberFormat.Fp32, 1e12),
        MemoryBytes = 64e9,
        MemoryBandwidth = 5e10,
        Source = "test",
        Date = "2026",
    };

    private static readonly PlanQuestion s_week = new() { Hardware = s_h100, Devices = 64, Days = 7 };

    [Fact]
    public void Plan_DevicesAndDays_UsesAllTheTimeAndFits()
    {
        var answer = TrainingPlanner.Plan(s_week);

        Assert.Equal(64, answer.Best.Parallelism.Devices);
        Assert.Equal(7 * 86400, answer.Best.Point.Seconds, 1);
        Assert.True(answer.Best.Point.MemoryBytes <= s_h100.MemoryBytes * PlanEvaluator.MemoryShare);
        Assert.True(answer.Flat!.Value.Holds(answer.Best.Parameters));
        Assert.True(answer.IsExhaustive);
        Assert.Contains(answer.Limits, limit => limit is { Name: "time", Binds: true, Gain: > 0 });
    }

    [Theory]
    [InlineData(1e-9, 50304, "the sizes worth looking at end at 0.4 M parameters")]
    [InlineData(1e9, 50304, "the sizes worth looking at begin at ")]
    [InlineData(3, 2_000_000_000, "and the smallest decoder with a table of 2000000000 rows has 256 B; give more time, money, FLOPs or data, or a smaller --vocabulary.")]
    public void Plan_BestSizeBeyondAllShapes_SaysSo(double days, int vocabulary, string part)
    {
        var refused = Assert.Throws<ImpossiblePlanException>(() => TrainingPlanner.Plan(s_week with { Days = days, Vocabulary = vocabulary }));

        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LossNearTheFloor_NamesTheLargestShape()
    {
        var refused = Assert.Throws<ImpossiblePlanException>(() => TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, TargetLoss = 1.82, Days = 30 }));

        Assert.EndsWith("and the largest decoder that is planned has 2.47 T; give less time, money or FLOPs, more --tokens, or a higher --target-loss.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LossOfTheBest_IsTheLeastOfItsFront()
    {
        var answer = TrainingPlanner.Plan(s_week);

        Assert.Equal(answer.Front.Min(choice => choice.Point.Loss), answer.Best.Point.Loss);
        Assert.Equal(answer.Front.OrderBy(choice => choice.Parameters).Select(choice => choice.Point.Loss), answer.Front.OrderBy(choice => choice.Parameters).Select(choice => choice.Point.Loss).OrderDescending());
    }

    [Fact]
    public void Plan_Money_SpendsItAndNoMore()
    {
        var answer = TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Usd = 50_000, UsdPerHour = 2, Days = 30 });

        Assert.True(answer.Best.Usd!.Value.Value <= 50_000.01);
        Assert.True(answer.Best.Point.Seconds <= 30 * 86400 * 1.000001);
        Assert.True(answer.Best.Usd.Value.Value > 40_000);
    }

    [Fact]
    public void Plan_TargetLoss_ReachesItOnTheFewestDevices()
    {
        var answer = TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, TargetLoss = 2.2, Days = 20 });

        Assert.Equal(2.2, answer.Best.Point.Loss, 1e-6);
        Assert.True(answer.Best.Point.Seconds <= 20 * 86400);
        Assert.Equal(answer.Front.Min(choice => choice.Parallelism.Devices), answer.Best.Parallelism.Devices);
        var half = Assert.Throws<ImpossiblePlanException>(() => TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, TargetLoss = 2.2, Days = 20, Devices = answer.Best.Parallelism.Devices / 2 }));
        Assert.Contains("times the 20 allowed; give more --days or more devices.", half.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_MoneyAndEnergy_AreThoseOfMoneyAndEnergy()
    {
        var a100 = HardwareCatalogue.Find("A100-80");

        var best = TrainingPlanner.Plan(new PlanQuestion { Hardware = a100, Model = (TransformerArchitecture)ModelCatalogue.Find("llama-2-7b"), Tokens = 2e12, Devices = 512, UsdPerHour = 2 }).Best;

        var hours = best.Point.DeviceSeconds / 3600;
        Assert.Equal(2 * hours, best.Usd!.Value.Value, 1e-6 * hours);
        Assert.Equal("2 USD a device hour (your price)", best.Usd.Value.Basis);
        Assert.Equal(hours * 3600 * 400 * Energy.AssumedPue, best.Joules!.Value.Value, 1e-6 * best.Joules.Value.Value); // 400 W
    }

    [Fact]
    public void Plan_ADeviceOf32Bits_KeepsFourBytesANumber()
    {
        var best = TrainingPlanner.Plan(new PlanQuestion { Hardware = s_slow, Devices = 1, Days = 7, Format = NumberFormat.Fp32 }).Best;

        Assert.Equal(4 * best.Parameters, best.Memory.Weights, 1);
        Assert.Equal(8 * best.Parameters, best.Memory.Optimizer, 1);
    }

    [Theory] // device hours that model cards state (of Llama 2 and of Llama 3.1)
    [InlineData("llama-2-7b", "A100-80", 512, 2e12, 184_320)]
    [InlineData("llama-2-13b", "A100-80", 1024, 2e12, 368_640)]
    [InlineData("llama-2-70b", "A100-80", 2048, 2e12, 1_720_320)]
    [InlineData("llama-3.1-405b", "H100", 16384, 15.6e12, 30_840_000)]
    public void Plan_PublishedRuns_TakeAboutTheHoursTheyTook(string model, string device, int devices, double tokens, double hours)
    {
        var best = TrainingPlanner.Plan(new PlanQuestion { Hardware = HardwareCatalogue.Find(device), Model = (TransformerArchitecture)ModelCatalogue.Find(model), Tokens = tokens, Devices = devices }).Best;

        Assert.InRange(best.Point.DeviceSeconds / 3600 / hours, 0.75, 1.33);
    }

    [Fact]
    public void Plan_BudgetOfAMixture_IsUsedUpByTheParametersThatATokenUses()
    {
        var mixture = (TransformerArchitecture)ModelCatalogue.Find("mixtral-8x7b");

        var answer = TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Model = mixture, Flops = 1e21, Days = 365 });

        Assert.Equal(1e21, answer.Best.TrainingFlops, 1e12);
        Assert.Contains(answer.Limits, limit => limit is { Name: "compute", Binds: true });
        Assert.Contains(answer.Warnings, warning => warning.StartsWith("tokens are taken to go to experts evenly", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_MixtureOnGivenDevices_IsTheBestOfAllSplitsOfItsExperts()
    {
        var mixture = (TransformerArchitecture)ModelCatalogue.Find("qwen3-30b-a3b"); // 128 experts a layer
        var question = new PlanQuestion { Hardware = s_h100, Model = mixture, Tokens = 1e12, Devices = 64 };

        var answer = TrainingPlanner.Plan(question);

        var split = answer.Best.Parallelism;
        Assert.True(split.Expert > 1);
        Assert.Equal(0, split.Data % split.Expert);
        Assert.Equal(0, 128 % split.Expert);
        Assert.True(answer.IsExhaustive);
        var all = TrainingTimeModel.Of(Setup(split with { Expert = 1, ZeroStage = 3 })).UnitsPerSecond.Value;
        Assert.True(answer.Best.Point.TokensPerSecond > all);
        Assert.Equal(TrainingMemoryModel.Of(Setup(split)).Total, answer.Best.Memory.Total, 1.0);

        TrainingSetup Setup(Parallelism parallelism) => new()
        {
            Architecture = mixture,
            Hardware = s_h100,
            Parallelism = parallelism,
            MicroBatch = answer.Best.MicroBatch,
            GlobalBatch = answer.Best.GlobalBatch,
            Context = question.Context,
            Recompute = answer.Best.Recompute,
        };
    }

    [Fact]
    public void Of_Experts_AreSpreadOverWhatDividesThem()
    {
        var space = PlanSpace.Of(new PlanQuestion { Hardware = s_h100, Model = (TransformerArchitecture)ModelCatalogue.Find("mixtral-8x7b"), Tokens = 1e12, Devices = 256 }, s_h100, new Interval(1, 1e12));

        Assert.Equal([1, 2, 4, 8], space.Experts);
        Assert.Equal([1], PlanSpace.Of(s_week, s_h100, new Interval(5e9, 2e10)).Experts);
    }

    [Fact]
    public void Plan_SequencesTooLongForAnyOtherSplit_AreSharedByDevices()
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("llama-3-8b");
        var question = new PlanQuestion { Hardware = s_h100, Model = model, Tokens = 1e11, Devices = 64, Context = 1 << 20 };
        var space = PlanSpace.Of(question, s_h100, new Interval(1, 1e12));
        var uncut = new PlanSearch(space with { Contexts = [1] }, new PlanEvaluator(question, s_h100, space with { Contexts = [1] }), point => point.DeviceSeconds);

        uncut.Run();
        var answer = TrainingPlanner.Plan(question);

        Assert.All(uncut.Found, plan => Assert.Equal(PlanBreak.Memory, plan.Point.Broken));
        Assert.True(answer.Best.Parallelism.Context > 1);
        Assert.Equal(64, answer.Best.Parallelism.Devices);
        Assert.Equal(1, answer.Best.MicroBatch);
        Assert.Equal(answer.Best.Memory.Total, answer.Best.Point.MemoryBytes, 1.0);
        Assert.True(answer.IsExhaustive);
        Assert.Equal(space.Count, answer.Evaluated);
        Assert.Contains(answer.Warnings, warning => warning.StartsWith("1048576 tokens are more than the 8192", StringComparison.Ordinal));
    }

    [Fact]
    public void Search_LongSequences_EvolvesToWhatAllOfItGives()
    {
        var question = new PlanQuestion { Hardware = s_h100, TargetLoss = 2.2, Days = 20, Context = 1 << 17, MostDevices = 1024 };
        var space = PlanSpace.Of(question, s_h100, new Interval(5e9, 8e9));

        var (all, evolved) = SearchedBothWays(question, space);

        Assert.True(all.IsExhaustive);
        Assert.Equal(space.Count, all.Evaluated);
        Assert.True(Best(evolved) <= 1.01 * Best(all));
    }

    [Fact]
    public void Of_Contexts_LeaveEachDeviceEnoughTokens()
    {
        Assert.Equal([1, 2, 4, 8, 16, 32], PlanSpace.Of(s_week with { Context = 1 << 17 }, s_h100, new Interval(5e9, 2e10)).Contexts);
        Assert.Equal([1, 2, 4, 8, 16], PlanSpace.Of(s_week with { Context = 128_000 }, s_h100, new Interval(5e9, 2e10)).Contexts);
        Assert.Equal([1], PlanSpace.Of(s_week, s_h100, new Interval(5e9, 2e10)).Contexts);
    }

    [Fact]
    public void Plan_SlowStepsOfAnUnmeasuredDevice_AreNeverOutrun()
    {
        var starved = s_slow with { MemoryBandwidth = 1e9 };

        var answer = TrainingPlanner.Plan(new PlanQuestion { Hardware = starved, Devices = 1, Days = 1, Format = NumberFormat.Fp32, Context = 128 });

        Assert.True(answer.Best.Step.ModelFlopsUtilization < RealisedTraining.Shipped.Utilization);

        Assert.All(answer.Sizes, choice => Assert.True(choice.Point.Seconds >= 0.999999 * choice.Point.Tokens / choice.Step.UnitsPerSecond.Value));
    }

    [Fact]
    public void Plan_GivenModelAndTokens_KeepsThem()
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("llama-3-8b");

        var answer = TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Model = model, Tokens = 1e12, Days = 30 });

        Assert.Equal(model, answer.Best.Shape);
        Assert.Equal(1e12, answer.Best.Point.Tokens);
        Assert.Null(answer.Flat);
        Assert.Equal("least hardware", answer.Rule);
    }

    [Fact]
    public void Plan_TooLittleMemory_SaysHowMuchIsMissing()
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("llama-3-70b");

        var thrown = Assert.Throws<ImpossiblePlanException>(() => TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Model = model, Tokens = 1e9, Devices = 8 }));

        Assert.Matches(@"^the nearest plan \(70\.55 B parameters on 8 × H100-SXM-80GB\) needs \d+\.\d GiB a device, H100-SXM-80GB has 80\.0 GiB, of which 92 % may be filled; use more devices, or a smaller model\.$", thrown.Message);
    }

    [Theory]
    [InlineData(1, "--tokens: 1 are fewer than one step takes (8 sequences of 4096 tokens are 32768); give more --tokens, or a smaller --batch-tokens or --context.")]
    [InlineData(1e5, "--tokens: 1e+5 are too few for chinchilla-besiroglu: it comes to ")]
    public void Plan_FewTokens_AreRefused(double tokens, string start)
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("mixtral-8x7b");

        var refused = Assert.Throws<UserInputException>(() => TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Model = model, Tokens = tokens }));

        Assert.StartsWith(start, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_TokensBeyondAllDevices_SaysThatNoNumberOfThemIsEnough()
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("mixtral-8x7b");

        var refused = Assert.Throws<ImpossiblePlanException>(() => TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Model = model, Tokens = 1e30 }));

        Assert.Matches(@"^no number of devices up to 16384 ends it in time: the nearest plan \(46\.7 B parameters on \d+ × H100-SXM-80GB\) takes [\d.]+e\+\d+ days, [\d.]+e\+\d+ times the 30 allowed; give more --days, or ask for less\.$", refused.Message);
    }

    [Fact]
    public void Plan_TokensFarBeyondTheDevices_SaysByHowMuchInFewDigits()
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("mixtral-8x7b");

        var refused = Assert.Throws<ImpossiblePlanException>(() => TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Model = model, Tokens = 1e30, Devices = 8, Days = 3 }));

        Assert.Matches(@"takes [\d.]+e\+\d+ days, [\d.]+e\+\d+ times the 3 allowed; give more --days or more devices\.$", refused.Message);
    }

    [Fact]
    public void Plan_TooLittleMoney_SaysByHowMuch()
    {
        var model = (TransformerArchitecture)ModelCatalogue.Find("llama-3-8b");

        var thrown = Assert.Throws<ImpossiblePlanException>(() => TrainingPlanner.Plan(new PlanQuestion { Hardware = s_h100, Model = model, Tokens = 1e12, Days = 90, Usd = 1000, UsdPerHour = 2 }));

        Assert.Matches(@"costs \$[\d,]+, [\d.]+ times the \$1,000 there are; give more --money, or ask for less\.$", thrown.Message);
    }

    [Fact]
    public void Plan_AnsweringLimit_KeepsTheModelSmall()
    {
        var free = TrainingPlanner.Plan(s_week);
        var demand = new ServingDemand { Hardware = HardwareCatalogue.Find("A100-80"), PerTokenSeconds = 0.003 };

        var answer = TrainingPlanner.Plan(s_week with { Serving = demand });

        Assert.True(answer.Best.Parameters < free.Best.Parameters);
        Assert.True(answer.Serving!.Speed.PerTokenSeconds.Value <= 0.003);
    }

    [Fact]
    public void Evaluate_KnownShape_AllocatesNothing()
    {
        var space = PlanSpace.Of(s_week, s_h100, new Interval(5e9, 2e10));
        var evaluator = new PlanEvaluator(s_week, s_h100, space);
        var genes = new PlanGenes(0, 0, 0, 0, 1, 0, 0);
        _ = evaluator.Evaluate(genes);

        // The least of some rounds: a collection that another thread starts in the middle is counted here as a few kilobytes.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var turn = 0; turn < 1000; turn++)
            {
                _ = evaluator.Evaluate(genes);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Search_LargeSpace_EvolvesToWhatAllOfItGives()
    {
        var question = new PlanQuestion { Hardware = s_h100, TargetLoss = 2.2, Days = 20 };
        var space = PlanSpace.Of(question, s_h100, new Interval(2e9, 2e10));

        var (all, evolved) = SearchedBothWays(question, space);

        Assert.True(all.IsExhaustive);
        Assert.False(evolved.IsExhaustive);
        Assert.True(evolved.Evaluated < all.Evaluated);
        Assert.True(Best(evolved) <= 1.01 * Best(all));
    }

    private static (PlanSearch All, PlanSearch Evolved) SearchedBothWays(PlanQuestion question, PlanSpace space)
    {
        var evaluator = new PlanEvaluator(question, s_h100, space);
        var all = new PlanSearch(space, evaluator, point => point.DeviceSeconds);
        var evolved = new PlanSearch(space, evaluator, point => point.DeviceSeconds, mostListed: 0);
        all.Run();
        evolved.Run();
        return (all, evolved);
    }

    private static double Best(PlanSearch search) => search.Found.Where(plan => plan.Point.IsFeasible).Min(plan => plan.Point.DeviceSeconds);
}
