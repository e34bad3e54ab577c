using Sweetspot.TestKit;

namespace Sweetspot.Core.Tests;

public sealed class EvolutionEngineTests
{
    public static TheoryData<string, bool> Kinds => new(TestProblems.All.SelectMany(problem => new[] { (problem.Name, false), (problem.Name, true) }));

    // What 25,000 evaluations of other programs' NSGA-II reach, less a little for the spread over seeds; each front itself lies above.
    [Theory]
    [InlineData("ZDT1", 0.866)]
    [InlineData("ZDT2", 0.530)]
    [InlineData("ZDT3", 1.320)]
    [InlineData("ZDT4", 0.80)]
    [InlineData("ZDT6", 0.49)]
    [InlineData("DTLZ2", 0.68)]
    public void Nsga2_TwentyFiveThousandEvaluations_HypervolumeOfPeers(string name, double expected) =>
        Assert.InRange(Median(name, usesReferenceDirections: false), expected, 1.34);

    [Fact]
    public void Nsga3_SphereOctant_HypervolumeOfPlacedPoints() => Assert.InRange(Median("DTLZ2", usesReferenceDirections: true), 0.743, 0.79);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Advance_AfterTheFirst_AllocatesNothing(string name, bool usesReferenceDirections)
    {
        var engine = Engine(name, usesReferenceDirections, seed: 1);
        engine.Advance();

        Assert.Equal(0, LeastAllocated(engine, generations: 100));
    }

    [Fact]
    public void Advance_LargePopulation_AllocatesNothing()
    {
        var problem = TestProblems.Dtlz2;
        var engine = new EvolutionEngine(new EvolutionSettings { Genes = problem.Genes, Objectives = 3, PopulationSize = 1000 }, problem.Evaluate);

        Assert.Equal(0, LeastAllocated(engine, generations: 10));
    }

    /// <summary>The least of three spans: the runtime itself allocates once in a while on the thread that runs, as where a method is compiled anew.</summary>
    private static long LeastAllocated(EvolutionEngine engine, int generations)
    {
        long Span()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var generation = 0; generation < generations; generation++)
            {
                engine.Advance();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return Math.Min(Span(), Math.Min(Span(), Span()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Advance_SameSeed_SamePopulation(bool usesReferenceDirections)
    {
        var (one, other, third) = (Engine("ZDT1", usesReferenceDirections, 1), Engine("ZDT1", usesReferenceDirections, 1), Engine("ZDT1", usesReferenceDirections, 2));
        for (var generation = 0; generation < 20; generation++)
        {
            one.Advance();
            other.Advance();
            third.Advance();
        }

        Assert.Equal(one.Genes.ToArray(), other.Genes.ToArray());
        Assert.NotEqual(one.Genes.ToArray(), third.Genes.ToArray());
    }

    [Fact]
    public void Advance_AllKindsOfGenes_EachKeepsItsRangeAndTheBestAreFound()
    {
        // Best: the first gene anywhere, the integer at 7, the ordinal at 2, the categorical at 5; the last gene has one value only.
        FlatGene[] genes = [FlatGene.Real(-3, 4), FlatGene.Whole(-10, 10), FlatGene.Ordinal(6), FlatGene.Categorical(9), FlatGene.Whole(3, 3)];
        var engine = new EvolutionEngine(new EvolutionSettings { Genes = [.. genes], Objectives = 2, PopulationSize = 40 }, (rows, values) =>
        {
            for (int at = 0, to = 0; at < rows.Length; at += 5, to += 2)
            {
                var miss = Math.Abs(rows[at + 1] - 7) + Math.Abs(rows[at + 2] - 2) + (rows[at + 3] == 5 ? 0 : 1);
                (values[to], values[to + 1]) = (Math.Abs(rows[at] - 1) + miss, Math.Abs(rows[at] + 1) + miss);
            }
        });
        for (var generation = 0; generation < 60; generation++)
        {
            engine.Advance();
            foreach (var row in engine.Genes.ToArray().Chunk(5))
            {
                Assert.All(row.Zip(genes), pair => Assert.InRange(pair.First, pair.Second.Low, pair.Second.High));
                Assert.All(row[1..], value => Assert.Equal(Math.Round(value), value));
            }
        }

        Assert.All(engine.Genes.ToArray().Chunk(5), row => Assert.Equal([7, 2, 5, 3], row[1..]));
        Assert.Equal(40 * 61, engine.Evaluations);
    }

    [Fact]
    public void Advance_ValueNotFinite_Throws()
    {
        var calls = 0;
        var engine = new EvolutionEngine(
            new EvolutionSettings { Genes = [FlatGene.Real(0, 1)], Objectives = 1, PopulationSize = 4 }, (_, values) => values.Fill(calls++ == 0 ? 1 : double.NaN));

        Assert.Throws<ArgumentException>(engine.Advance);
    }

    [Fact]
    public void Constructor_OddPopulation_Throws() => Assert.Throws<ArgumentException>(() => new EvolutionEngine(
        new EvolutionSettings { Genes = [FlatGene.Real(0, 1)], Objectives = 1, PopulationSize = 5 }, (_, values) => values.Clear()));

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(2, 1)]
    public void FlatGene_NoRange_Throws(double low, double high) => Assert.Throws<ArgumentException>(() => FlatGene.Real(low, high));

    private static double Median(string name, bool usesReferenceDirections)
    {
        var problem = TestProblems.All.First(problem => problem.Name == name);
        return Enumerable.Range(1, 5).Select(seed =>
        {
            var engine = Engine(name, usesReferenceDirections, (ulong)seed);
            while (engine.Evaluations < 25_000)
            {
                engine.Advance();
            }

            return Hypervolume.Of(engine.Objectives, problem.Reference);
        }).Order().ElementAt(2);
    }

    private static EvolutionEngine Engine(string name, bool usesReferenceDirections, ulong seed)
    {
        var problem = TestProblems.All.First(problem => problem.Name == name);
        return new EvolutionEngine(
            new EvolutionSettings { Genes = problem.Genes, Objectives = problem.Objectives, Seed = seed, UsesReferenceDirections = usesReferenceDirections }, problem.Evaluate);
    }
}
