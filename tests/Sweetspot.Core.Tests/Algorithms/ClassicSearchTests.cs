namespace Sweetspot.Core.Tests;

public sealed class ClassicSearchTests
{
    private static readonly FeasibleSpace Space = new(Limits.MixedSpace(), []);

    [Fact]
    public void Statistics_SixtyTrials_ByGenerationOfEndedOnes()
    {
        var search = (ClassicSearch)SearchAlgorithmTests.Create("classic", Space);

        var trials = SearchAlgorithmTests.Run(search, 60, 0, []);
        search.Ask(0);

        Assert.Equal(Enumerable.Range(0, search.Statistics.Count), search.Statistics.Select(generation => generation.Generation));
        Assert.Equal(8, search.Statistics[0].Evaluations);
        var first = trials.Take(8).Where(trial => trial.State == TrialState.Completed).Select(Fitness).ToList();
        Assert.Equal(first.Average(), search.Statistics[0].Average!.Value, 12);
        Assert.Equal(first.Max(), search.Statistics[0].Maximum!.Value, 12);
        Assert.Equal(
            trials.Take(search.Statistics.Sum(generation => generation.Evaluations)).Where(trial => trial.State == TrialState.Completed).Max(Fitness),
            Fitness(search.HallOfFame!));
    }

    [Fact]
    public void Statistics_AfterResume_SameAsWithout()
    {
        var search = (ClassicSearch)SearchAlgorithmTests.Create("classic", Space);
        var trials = SearchAlgorithmTests.Run(search, 40, 0, []);
        search.Ask(0);
        var resumed = (ClassicSearch)SearchAlgorithmTests.Create("classic", Space);
        resumed.Tell(trials);

        resumed.Ask(0);

        Assert.Equal(search.Statistics, resumed.Statistics);
        Assert.Equal(search.Ask(1), resumed.Ask(1));
    }

    [Fact]
    public void Ask_ManyTrials_BetterThanTheFirstPopulation()
    {
        var search = (ClassicSearch)SearchAlgorithmTests.Create("classic", Space);

        SearchAlgorithmTests.Run(search, 150, 0, []);

        Assert.True(search.Statistics[^1].Average > search.Statistics[0].Average);
    }

    [Fact]
    public void Constructor_NoFitness_Throws() =>
        Assert.Throws<ArgumentException>(() => new ClassicSearch(new AlgorithmSettings { Space = Space, Objectives = [] }));

    private static double Fitness(Trial trial) => -trial.Value("loss")!.Value - trial.Value("cost")!.Value;
}
