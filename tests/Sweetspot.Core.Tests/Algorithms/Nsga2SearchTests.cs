namespace Sweetspot.Core.Tests;

public sealed class Nsga2SearchTests
{
    [Fact]
    public void Ask_FirstPopulation_GivenThenCornersThenEachStratumOnce()
    {
        var space = new FeasibleSpace(new SearchSpace([new IntegerGene("depth", 1, 10), new RealGene("rate", 0, 1)]), []);
        var given = space.Space.Create(new Dictionary<string, GeneValue> { ["depth"] = GeneValue.Of(5), ["rate"] = GeneValue.Of(0.5) });
        var search = new Nsga2Search(new AlgorithmSettings
        {
            Space = space,
            Objectives = [Trials.Loss],
            Seed = 1,
            PopulationSize = 13,
            InitialPopulation = [given],
        });

        var asked = search.Ask(20);

        Assert.Equal(13, asked.Count); // the generation is not complete: it waits
        Assert.Equal(["depth=5 rate=0.5", "depth=1 rate=0", "depth=10 rate=1"], asked.Take(3).Select(candidate => candidate.Key));
        Assert.Equal(Enumerable.Range(0, 10), asked.Skip(3).Select(candidate => (int)(candidate.Number("rate") * 10)).Order());
        Assert.Equal(Enumerable.Range(1, 10), asked.Skip(3).Select(candidate => (int)candidate.Number("depth")).Order());
    }

    [Fact]
    public void Ask_Zdt1OfTenVariables_NearsTheFront()
    {
        var genes = Enumerable.Range(0, 10).Select(index => (Gene)new RealGene($"x{index}", 0, 1)).ToList();
        var search = new Nsga2Search(new AlgorithmSettings
        {
            Space = new FeasibleSpace(new SearchSpace(genes), []),
            Objectives = [Trials.Loss, Trials.Cost],
            Seed = 1,
            PopulationSize = 60,
        });
        var trials = new List<Trial>();
        while (trials.Count < 4_800)
        {
            var asked = search.Ask(60).Select((candidate, index) => Zdt1(trials.Count + index, candidate)).ToList();
            search.Tell(asked);
            trials.AddRange(asked);
        }

        var front = ParetoFront.Of(trials, [Trials.Loss, Trials.Cost]);

        Assert.InRange(front.Hypervolume([1.1, 1.1]), 0.85, 0.8763); // the front itself: .8762
    }

    [Fact]
    public void Ask_CostLimited_MoreTrialsKeepItThanWhenDrawn()
    {
        var space = new FeasibleSpace(new SearchSpace([new RealGene("a", 0, 1), new RealGene("b", 0, 1)]), []);
        AlgorithmSettings settings = new()
        {
            Space = space,
            Objectives = [Trials.Loss],
            Constraints = [Limits.AtMost("cost", 0.3, Knowledge.Measured)],
            Seed = 3,
        };
        int Kept(string name) => Told(SearchAlgorithms.Create(name, settings)).Count(trial => trial.Value("cost") <= 0.3);

        static List<Trial> Told(ISearchAlgorithm search)
        {
            var trials = new List<Trial>();
            while (trials.Count < 160)
            {
                var candidate = search.Ask(1)[0];
                var (a, b) = (candidate.Number("a"), candidate.Number("b"));
                trials.Add(Trials.Of(trials.Count, TrialState.Completed, candidate, ("loss", 2 - a - b), ("cost", a + b)));
                search.Tell([trials[^1]]);
            }

            return trials;
        }

        Assert.True(Kept("nsga2") > 3 * Kept("random"));
    }

    [Fact]
    public void Rank_EveryTrialInfeasible_SmallerRelativeViolationFirst() // C03
    {
        Constraint[] limits = [Limits.AtMost("latency_ms", 10, Knowledge.Measured), Limits.AtMost("memory", 2.0 * (1 << 30))];
        var a = Trials.Of(0, TrialState.Completed, ("loss", 1), ("latency_ms", 12), ("memory", 1.0 * (1 << 30)));
        var b = Trials.Of(1, TrialState.Completed, ("loss", 2), ("latency_ms", 9), ("memory", 2.1 * (1 << 30)));
        var failed = Trials.Of(2, TrialState.Failed);
        var diverged = Trials.Of(3, TrialState.Diverged);
        var feasible = Trials.Of(4, TrialState.Completed, ("loss", 9));

        var ranked = ConstrainedRanking.Of([(0, a), (1, b), (2, failed), (3, diverged), (4, feasible)], [Trials.Loss], limits);

        Assert.Equal([4, 1, 0, 3, 2], ranked.Select(trial => trial.Number));
        Assert.Equal([0, 1, 2, 3, 4], ranked.Select(trial => trial.Rank));
    }

    [Fact]
    public void Cross_ParentsOfOtherFamilies_OnlyGenesActiveInBothAreMixed()
    {
        var space = Limits.MixedSpace();
        var mlp = space.Create(new Dictionary<string, GeneValue>
        {
            ["family"] = GeneValue.Of("mlp"),
            ["depth"] = GeneValue.Of(1),
            ["width"] = GeneValue.Of(8),
            ["dropout"] = GeneValue.Of(0.25),
        });
        var cnn = space.Create(new Dictionary<string, GeneValue>
        {
            ["family"] = GeneValue.Of("cnn"),
            ["depth"] = GeneValue.Of(4),
            ["width"] = GeneValue.Of(512),
            ["kernel"] = GeneValue.Of(7),
        });
        var random = RandomStream.For(1, 0, "test");

        var children = Enumerable.Range(0, 200).Select(_ => space.Decode(Variation.Cross(space, mlp, cnn, random))).ToList();

        Assert.All(children, child => Assert.True(space.Contains(child)));
        Assert.All(children.Where(child => child.Word("family", "") == "mlp"), child => Assert.Equal(0.25, child.Number("dropout")));
        Assert.All(children.Where(child => child.Word("family", "") == "cnn"), child => Assert.Equal(7, child.Number("kernel")));
        Assert.Contains(children, child => child.Word("family", "") == "cnn");
        Assert.Contains(children, child => child.Number("width") is > 8 and < 512);
    }

    [Fact]
    public void Mutated_AnyGene_AnotherValueOfIt()
    {
        var random = RandomStream.For(2, 0, "test");
        foreach (var gene in Limits.MixedSpace().Genes)
        {
            for (var draw = 0; draw < 300; draw++)
            {
                var value = gene.FromUnit(random.NextDouble());
                var mutated = Variation.Mutated(gene, value, random);

                Assert.True(gene.Contains(mutated));
                Assert.NotEqual(value, mutated);
            }
        }
    }

    private static Trial Zdt1(long number, Candidate candidate)
    {
        var x = candidate.Genes.Select(gene => gene.Value.Number).ToArray();
        var g = 1 + 9 * x.Skip(1).Average();
        return Trials.Of(number, TrialState.Completed, candidate, ("loss", x[0]), ("cost", g * (1 - Math.Sqrt(x[0] / g))));
    }
}
