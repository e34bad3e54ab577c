using BenchmarkDotNet.Attributes;
using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Sorting, hypervolume and one generation, by number of points and objectives.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class KernelBenchmarks
{
    private readonly NonDominatedSort _sort = new();
    private readonly Hypervolume _hypervolume = new();
    private double[] _cloud = [];
    private double[] _front = [];
    private double[] _reference = [];
    private int[] _ranks = [];
    private EvolutionEngine _engine = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Points { get; set; }

    [Params(2, 3)]
    public int Objectives { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _cloud = PointClouds.Uniform(Points, Objectives, seed: 1);
        _front = PointClouds.Sphere(Points, Objectives, seed: 1);
        _reference = [.. Enumerable.Repeat(1.1, Objectives)];
        _ranks = new int[Points];
        var problem = Objectives == 2 ? TestProblems.Zdt1 : TestProblems.Dtlz2;
        _engine = new EvolutionEngine(new EvolutionSettings { Genes = problem.Genes, Objectives = Objectives, PopulationSize = Math.Min(Points, 10_000) }, problem.Evaluate);
    }

    [Benchmark]
    public int Sort() => _sort.Rank(_cloud, Objectives, _ranks);

    [Benchmark]
    public double Volume() => _hypervolume.Measure(_front, _reference);

    [Benchmark]
    public void Generation() => _engine.Advance();
}
