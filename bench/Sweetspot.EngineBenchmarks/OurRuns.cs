using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.EngineBenchmarks;

/// <summary>The engine of Sweetspot on a problem.</summary>
internal static class OurRuns
{
    private const int WarmUps = 3;

    /// <summary>One run of so many evaluations for each seed, after runs that let the compiler finish.</summary>
    public static IReadOnlyList<PeerRun> Of(string problemName, bool usesReferenceDirections, int population, int evaluations, int seeds)
    {
        var problem = TestProblems.All.First(problem => problem.Name == problemName);
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            _ = Once(problem, usesReferenceDirections, population, evaluations, 1000 + (ulong)warmUp);
        }

        return [.. Enumerable.Range(1, seeds).Select(seed => Once(problem, usesReferenceDirections, population, evaluations, (ulong)seed))];
    }

    private static PeerRun Once(TestProblem problem, bool usesReferenceDirections, int population, int evaluations, ulong seed)
    {
        var start = CpuTime.Seconds;
        var engine = new EvolutionEngine(
            new EvolutionSettings
            {
                Genes = problem.Genes,
                Objectives = problem.Objectives,
                PopulationSize = population,
                Seed = seed,
                UsesReferenceDirections = usesReferenceDirections,
            },
            problem.Evaluate);
        while (engine.Evaluations < evaluations)
        {
            engine.Advance();
        }

        return new PeerRun(engine.Evaluations, CpuTime.Seconds - start, Hypervolume.Of(engine.Objectives, problem.Reference), TrueFront.Distance(problem.Name, engine.Objectives));
    }
}
