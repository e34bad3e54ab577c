using System.Diagnostics;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>find --table</c>: a search on results that were measured before. Nothing is trained or stored: the same command gives the same history again.</summary>
internal static class TableSearch
{
    private const int DefaultTrials = 60;
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(2);

    /// <summary>Reads the table, replays the search and prints its result.</summary>
    /// <exception cref="UserInputException">Every problem with the arguments or the table.</exception>
    public static int Run(string path, TableRun run, bool isDryRun, bool isJson, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var study = Resolve(path, run);
        Introduce(study, run);
        if (isDryRun)
        {
            return ExitCode.Ok;
        }

        var settings = study.AlgorithmSettings(run.Seed) with { Without = SearchParts.Of(run.Without), Recommend = trials => Recommended(study, run, trials) };
        var plan = Plan(study, run);
        var outcome = new ReplayRunner(SearchAlgorithms.Create(run.Algorithm, settings), study.Replay, plan).Run(cancellationToken, Progress(plan));
        var result = Result(study, run, outcome, Stopwatch.GetElapsedTime(start));
        Console.Out.WriteLine(isJson ? StudyDocument.Write(result) : ResultText.Write(result));
        Console.Error.WriteLine(Summary(study, run, outcome));
        return outcome.State == StudyState.Cancelled ? ExitCode.Cancelled : ExitCode.Of(result);
    }

    private static TableStudy Resolve(string path, TableRun run)
    {
        try
        {
            var study = TableStudy.Resolve(run.Spec, ResultsTable.Read(path));
            return run.Problems.Count == 0 ? study : throw new UserInputException();
        }
        catch (UserInputException exception) when (run.Problems.Count > 0)
        {
            throw new UserInputException(run.Problems.Concat(exception.Problems));
        }
    }

    private static ReplayPlan Plan(TableStudy study, TableRun run) => new()
    {
        Seed = run.Seed,
        Fidelity = study.FullFidelity,
        Trials = run.Trials ?? (run.Time is null ? DefaultTrials : int.MaxValue),
        Time = run.Time ?? TimeSpan.MaxValue,
        Workers = run.Workers,
        IsResumable = run.IsResumable,
    };

    /// <summary>Says every few seconds how far it is; most searches of a table have ended before the first time.</summary>
    private static Action<int> Progress(ReplayPlan plan)
    {
        var since = Stopwatch.GetTimestamp();
        var of = plan.Trials < int.MaxValue ? $" of {plan.Trials}" : "";
        return ended =>
        {
            if (Stopwatch.GetElapsedTime(since) >= s_betweenLines)
            {
                since = Stopwatch.GetTimestamp();
                Console.Error.WriteLine($"  {ended}{of} trials");
            }
        };
    }

    private static void Introduce(TableStudy study, TableRun run)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{study.Name}: {Counted.Of(study.PointCount, "point")}, looked up instead of trained."));
        foreach (var note in study.Notes)
        {
            Console.Error.WriteLine($"  {note}");
        }

        Console.Error.WriteLine($"Objectives: {string.Join(", ", study.Objectives.Select(objective => $"{objective.Name} {(objective.Direction == Direction.Maximize ? "up" : "down")}"))}.");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Search: {run.Algorithm}, seed {run.Seed}, {Counted.Of(run.Workers, "simulated worker")}{Levels(study, run)}."));
    }

    private static string Levels(TableStudy study, TableRun run) =>
        LevelsText.Of(run.Algorithm, study.AlgorithmSettings(run.Seed) with { Without = SearchParts.Of(run.Without) }, "") is { } levels ? $"; {levels}" : "";

    private static string Summary(TableStudy study, TableRun run, ReplayOutcome outcome)
    {
        var time = study.HasCost
            ? string.Create(CultureInfo.InvariantCulture, $" in {NumberFormat.Seconds(outcome.Elapsed.TotalSeconds)} of virtual time, workers busy {100 * outcome.Busy:0} % of it")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(outcome.Trials.Length, "trial")}{time}{End(run, outcome.State)}.");
    }

    private static string End(TableRun run, StudyState state) => state switch
    {
        StudyState.Exhausted => $"; {run.Algorithm} had nothing more to propose",
        StudyState.Converged => $"; {Standing.WhyConverged}",
        StudyState.Cancelled => "; stopped before its end",
        _ => "",
    };

    private static TableResult Result(TableStudy study, TableRun run, ReplayOutcome outcome, TimeSpan elapsed)
    {
        var front = ParetoFront.Of(outcome.Trials, study.Objectives, study.Constraints);
        return new TableResult
        {
            Name = study.Name,
            Identity = study.Identity,
            Algorithm = run.Algorithm,
            Seed = run.Seed,
            State = front.IsEmpty && !front.Infeasible.IsEmpty ? StudyState.NothingFeasible : outcome.State,
            Elapsed = elapsed,
            Objectives = study.Objectives,
            Trials = [.. outcome.Trials.OrderBy(trial => trial.Number)],
            Front = front,
            Choice = Choose(study, run, outcome.Trials, front),
            Study = study,
            Outcome = outcome,
            Workers = run.Workers,
        };
    }

    private static Candidate? Recommended(TableStudy study, TableRun run, IReadOnlyList<Trial> trials) =>
        ParetoFront.Of(trials, study.Objectives, study.Constraints) is { IsEmpty: false } front ? Choose(study, run, trials, front).Recommendation?.Candidate : null;

    /// <summary>The front's members are the finalists: the table says of each all that it ever will.</summary>
    private static ChoosingOutcome Choose(TableStudy study, TableRun run, IReadOnlyList<Trial> trials, ParetoFront front)
    {
        var quality = study.Objectives[0];
        return Recommender.Recommend(new RecommendationInput
        {
            Objectives = study.Objectives,
            Quality = quality,
            Constraints = study.Constraints,
            Goals = study.Goals,
            Rule = ChoosingRules.Parse(run.Choose.Rule),
            Prices = run.Choose.Prices,
            Finalists = [.. front.Trials.Select(trial => new FinalistEvidence(trial, [], []))],
            Front = front.Trials,
            Trials = trials,
            SingleRunNoise = SingleRunNoise.Of(trials, quality),
            SizeMetric = study.Objectives.FirstOrDefault(objective => objective.Direction == Direction.Minimize && objective != quality)?.Name ?? quality.Name,
            Edges = study.EdgeOf,
        });
    }
}
