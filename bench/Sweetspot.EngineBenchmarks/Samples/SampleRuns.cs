using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Makes the runs that a folder lacks: for each seed all problems with all searches, so that what there is when it is stopped can be compared.</summary>
internal static class SampleRuns
{
    /// <summary>Trials of a run.</summary>
    public const int Trials = 200;

    /// <summary>Population of NSGA-II, the same for Optuna's.</summary>
    private const int Population = 24;

    public static int Run(string tables, string folder, IReadOnlyList<string> searches, int seeds, string only)
    {
        var store = new SampleStore(folder);
        var problems = SampleProblems.All(tables).Where(problem => problem.Name.Contains(only, StringComparison.Ordinal))
            .Select(problem => new Lazy<SampleProblem>(problem.Make)).ToList();
        using var optuna = searches.Any(IsOptuna) ? OptunaProcess.Start() : null;
        foreach (var search in searches.Where(search => IsOptuna(search) && optuna is null))
        {
            Console.Error.WriteLine($"{search}: Optuna is not installed, left out.");
        }

        foreach (var seed in Enumerable.Range(1, seeds))
        {
            foreach (var problem in problems.Select(problem => problem.Value))
            {
                foreach (var search in searches.Where(search => (!IsOptuna(search) || optuna is not null) && store.Find(search, problem.RunsOf(search), seed) is null))
                {
                    var start = CpuTime.Seconds;
                    store.Add(search, problem.RunsOf(search), seed, [.. History(problem, search, seed, optuna).Select(problem.Write)]);
                    Console.Error.WriteLine(FormattableString.Invariant($"{problem.RunsOf(search)}, {search}, seed {seed}: {CpuTime.Seconds - start:0.0} s"));
                }
            }
        }

        return 0;
    }

    private static bool IsOptuna(string search) => search.StartsWith("optuna", StringComparison.Ordinal);

    private static ImmutableArray<Trial> History(SampleProblem problem, string search, int seed, OptunaProcess? optuna)
    {
        var settings = problem.Settings((ulong)seed);
        settings = search.StartsWith("nsga", StringComparison.Ordinal) ? settings with { PopulationSize = Population } : settings;
        var plan = new ReplayPlan { Seed = (ulong)seed, Fidelity = new Fidelity(1), Trials = Trials };
        var words = search.Split('-'); // auto-evolution: auto without that part
        ISearchAlgorithm algorithm = IsOptuna(search) ? new OptunaSearch(optuna!, search, settings) : SearchAlgorithms.Create(words[0], settings with { Without = SearchParts.Of(words.Skip(1)) });
        return new ReplayRunner(algorithm, problem.Replay, plan).Run(CancellationToken.None).Trials;
    }
}
