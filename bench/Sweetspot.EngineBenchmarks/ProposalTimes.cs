using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Processor time of a proposal after so many trials, on the mixed size problem.</summary>
internal static class ProposalTimes
{
    public static int Run(string algorithm)
    {
        var problem = MixedProblem.Make(hasKnown: true);
        foreach (var (count, isShown) in new[] { (100, false), (300, false), (1000, false), (100, true), (500, true), (1000, true), (5000, true) }) // the first ones are compiled anew all along
        {
            var search = SearchAlgorithms.Create(algorithm, problem.Settings(1));
            var random = SearchAlgorithms.Create("random", problem.Settings(2));
            search.Tell([.. random.Ask(count).Select((candidate, number) => Ended(problem, candidate, number))]);
            var start = CpuTime.Seconds;
            var first = search.Ask(20);
            var begin = CpuTime.Seconds - start;
            var times = new List<double>();
            foreach (var (candidate, number) in first.Select((candidate, number) => (candidate, number)))
            {
                search.Tell([Ended(problem, candidate, count + number)]);
                start = CpuTime.Seconds;
                if (search.Ask(1) is [var next])
                {
                    times.Add(1000 * (CpuTime.Seconds - start));
                    search.Tell([Ended(problem, next, count + 1000 + number)]);
                }
            }

            times.Sort();
            if (!isShown)
            {
                continue;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} trials: {times[times.Count / 2]:0.0} ms ({times[0]:0.0} to {times[^1]:0.0}); the first 20 after a resume {1000 * begin:0} ms"));
        }

        return 0;
    }

    private static Trial Ended(SampleProblem problem, Candidate candidate, int number)
    {
        var request = new TrialRequest(candidate, new Fidelity(1), 1);
        var evaluation = problem.Replay(request).Evaluation;
        return new Trial { Number = number, Request = request, State = evaluation.State, Metrics = evaluation.Metrics };
    }
}
