namespace Sweetspot.Core.Tests;

/// <summary>The written promises of <see cref="ISearchAlgorithm"/>, for each algorithm.</summary>
public sealed class SearchAlgorithmTests
{
    private static readonly FeasibleSpace Mixed = new(Limits.MixedSpace(), [Limits.AtMost("parameters", 400_000)], Limits.Parameters);

    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("halving")]
    public void AskTell_StopAfterThirtyOfSixty_SameAsOneRun(string name) // C12
    {
        var whole = Run(Create(name, Mixed), 60, 0, []);
        var half = Run(Create(name, Mixed), 30, 0, []);
        var resumed = Create(name, Mixed);
        resumed.Tell([.. half.OrderBy(trial => trial.Number * 7919 % 30)]); // in another order of ending

        var both = Run(resumed, 30, 30, half);

        Assert.Equal(whole.Select(trial => trial.Candidate.Key), both.Select(trial => trial.Candidate.Key));
        Assert.Equal(60, both.Select(trial => trial.Candidate.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("halving")]
    public void AskTell_FourAtATimeInOddOrders_SameAsOneAtATime(string name)
    {
        var one = Run(Create(name, Mixed), 60, 0, []);
        for (var order = 0UL; order < 3; order++)
        {
            var algorithm = Create(name, Mixed);
            var random = RandomStream.For(order, 0, "ending");
            var asked = new List<Candidate>();
            var running = new List<Trial>();
            while (asked.Count < 60 || running.Count > 0)
            {
                foreach (var candidate in algorithm.Ask(Math.Min(4 - running.Count, 60 - asked.Count)))
                {
                    running.Add(Evaluate(candidate, asked.Count));
                    asked.Add(candidate);
                }

                var ended = random.Next(running.Count);
                algorithm.Tell([running[ended]]);
                running.RemoveAt(ended);
            }

            Assert.Equal(one.Select(trial => trial.Candidate.Key), asked.Select(candidate => candidate.Key));
        }
    }

    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("surrogate")]
    [InlineData("auto")]
    [InlineData("halving")]
    public void Ask_SizeWindow_SixtyThreePointsThenExhausted(string name) // C05
    {
        var space = Limits.SizeWindow();
        var algorithm = Create(name, space, levels: 200);

        var trials = Run(algorithm, 200, 0, []);

        Assert.Equal(63, trials.Select(trial => trial.Candidate.Key).Distinct().Count());
        Assert.Equal(63, trials.Count);
        Assert.All(trials, trial => Assert.True(space.IsFeasible(trial.Candidate)));
        Assert.True(algorithm.IsExhausted);
        Assert.Empty(algorithm.Ask(5));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("surrogate")]
    [InlineData("auto")]
    [InlineData("halving")]
    public void Ask_PendingHandedOver_NotProposedAgain(string name)
    {
        var whole = Run(Create(name, Mixed), 20, 0, []);
        var resumed = Create(name, Mixed);
        resumed.Tell(whole.Take(4).ToList());
        resumed.Resume([.. whole.Skip(4).Take(2).Select(trial => trial with { State = TrialState.Waiting })]);

        var next = resumed.Ask(2);

        Assert.Equal(whole.Skip(6).Take(2).Select(trial => trial.Candidate.Key), next.Select(candidate => candidate.Key));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("surrogate")]
    [InlineData("auto")]
    [InlineData("halving")]
    public void Ask_OneFinishedTrialDeleted_ExactlyThatOne(string name) // C17
    {
        var space = new FeasibleSpace(
            new SearchSpace(
            [
                new OrderedGene("batch", [GeneValue.Of(16), GeneValue.Of(32)]),
                new OrderedGene("epoch", [GeneValue.Of(5), GeneValue.Of(10)]),
                new OrderedGene("x", Enumerable.Range(1, 10).Select(tenth => GeneValue.Of(tenth / 10.0))),
            ]),
            []);
        var trials = Run(Create(name, space), 40, 0, []);
        var resumed = Create(name, space);
        resumed.Tell(trials.FindAll(trial => trial.Candidate.Key != "batch=16 epoch=10 x=0.7"));

        var missing = resumed.Ask(10);

        Assert.Equal(40, trials.Count);
        Assert.Equal("batch=16 epoch=10 x=0.7", Assert.Single(missing).Key);
        Assert.Empty(resumed.Ask(1));
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("surrogate")]
    [InlineData("auto")]
    [InlineData("halving")]
    public void Ask_EveryTrialFails_GoesOn(string name)
    {
        var algorithm = Create(name, Mixed);
        TrialState[] states =
        [
            TrialState.Failed, TrialState.Diverged, TrialState.Infeasible, TrialState.TimedOut, TrialState.Lost, TrialState.Pruned, TrialState.Abandoned,
        ];
        for (var number = 0; number < 50; number++)
        {
            var candidate = Assert.Single(algorithm.Ask(1));
            algorithm.Tell([Trials.Of(number, states[number % states.Length], candidate)]);
        }

        Assert.False(algorithm.IsExhausted);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("surrogate")]
    [InlineData("auto")]
    [InlineData("halving")]
    public void Ask_ImpossibleSpace_Throws(string name)
    {
        var space = new FeasibleSpace(new SearchSpace([new IntegerGene("width", 1, 100)]), [Limits.AtMost("width", 0.5, Knowledge.Genes)]);

        var exception = Assert.Throws<ImpossibleSpaceException>(() => Create(name, space).Ask(1));

        Assert.Contains("\"width <= 0.5\"", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("sobol")]
    [InlineData("surrogate")]
    [InlineData("auto")]
    [InlineData("halving")]
    public void Tell_BaselineTrials_Ignored(string name)
    {
        var told = Create(name, Mixed);
        var other = Trials.Of(0, TrialState.Completed, Mixed.Sample(RandomStream.For(1, 1, "test")), ("loss", 0), ("cost", 0));
        told.Tell([other with { Request = other.Request with { Purpose = TrialPurpose.Baseline } }]);

        Assert.Equal(Create(name, Mixed).Ask(10), told.Ask(10));
    }

    [Fact]
    public void Create_UnknownName_ListsNamesWithHint()
    {
        var exception = Assert.Throws<UserInputException>(() => Create("nsga5", Mixed));

        Assert.Equal("\"nsga5\" is no search algorithm; did you mean \"nsga2\"? There are auto, surrogate, halving, nsga2, nsga3, sobol, random, grid, classic and ladder.", exception.Message);
        Assert.IsType<AutoSearch>(Create("auto", Mixed));
    }

    internal static ISearchAlgorithm Create(string name, FeasibleSpace space, int levels = 5) => SearchAlgorithms.Create(name, new AlgorithmSettings
    {
        Space = space,
        Objectives = [Trials.Loss, Trials.Cost],
        Constraints = [Limits.AtMost("cost", 9, Knowledge.Measured)],
        Seed = 137,
        PopulationSize = 8,
        GridLevels = levels,
        Fitness = trial => -trial.Value("loss") - trial.Value("cost"),
    });

    /// <summary>Asks one at a time until enough or none comes, and returns all trials with those of before.</summary>
    internal static List<Trial> Run(ISearchAlgorithm algorithm, int count, int firstNumber, IEnumerable<Trial> before)
    {
        List<Trial> trials = [.. before];
        for (var index = 0; index < count && algorithm.Ask(1) is [var candidate]; index++)
        {
            trials.Add(Evaluate(candidate, firstNumber + index));
            algorithm.Tell([trials[^1]]);
        }

        return trials;
    }

    /// <summary>Loss falls and cost grows with size; some candidates diverge.</summary>
    private static Trial Evaluate(Candidate candidate, long number)
    {
        var size = candidate.Genes.Where(gene => gene.Value.IsNumber).Sum(gene => Math.Log(1 + gene.Value.Number));
        return candidate.Number("width", 0) == 64
            ? Trials.Of(number, TrialState.Diverged, candidate)
            : Trials.Of(number, TrialState.Completed, candidate, ("loss", 1 / (1 + size) + 0.1 * Math.Sin(7 * size)), ("cost", size));
    }
}
