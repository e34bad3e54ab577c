using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Storage;

namespace Sweetspot.Benchmarks;

/// <summary>Makes the runs that a folder lacks: real trainings on two workers by `find` with two searches and by Optuna with PyTorch.</summary>
/// <remarks>
/// Programs of one pair have the same space, epochs, objectives and rows held out, and follow each other in an order that changes from pair to pair. The limit is
/// of processor time, since on a shared machine that of the clock says more about others' work: on two quiet cores both are the same. `find` has no time set by
/// itself, so that none of its searches keeps some back for finalists, and is killed at the limit as Optuna is.
/// </remarks>
internal static class RealRuns
{
    public const int Workers = 2;

    /// <summary>How many times as long as `auto` the others have.</summary>
    public const int Longer = 4;

    public static readonly string[] Programs = ["auto", "classic", "optuna"];

    /// <param name="settings">Data and epochs.</param>
    /// <param name="folder">Where runs are kept.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="find">The program `sweetspot`.</param>
    /// <param name="cancellationToken">Stops; the run that is cut is made anew the next time.</param>
    public static async Task RunAsync(RealSettings settings, string folder, int pairs, string find, CancellationToken cancellationToken)
    {
        find = Path.GetFullPath(find);
        settings.KeepIn(folder);
        var study = new RealStudy(settings.Data, settings.Epochs);
        foreach (var pair in Enumerable.Range(1, pairs))
        {
            foreach (var program in Enumerable.Range(pair - 1, Programs.Length).Select(turn => Programs[turn % Programs.Length]))
            {
                if (!File.Exists(RealRun.PathOf(folder, program, pair)))
                {
                    var run = await RunAsync(study, settings, program, pair, find, Path.Combine(Path.GetFullPath(folder), "running"), cancellationToken);
                    run.WriteTo(folder);
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"pair {pair}, {program}: {run.Trials.Count} trainings in {run.CpuSeconds / 60 / Workers:0.0} minutes of {Workers} cores ({run.WallSeconds / 60:0.0} minutes by the clock)"));
                }
            }
        }
    }

    /// <summary>The program `sweetspot` of the build that this one is of.</summary>
    /// <exception cref="UserInputException">It was not built.</exception>
    public static string BuiltFind()
    {
        const string Built = "src/Sweetspot.Cli/bin/Release/net10.0/sweetspot";
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Built)))
            {
                return Path.Combine(folder, Built);
            }
        }

        throw new UserInputException($"{Built}: not built; build src/Sweetspot.Cli in Release, or give find=PATH.");
    }

    /// <summary>The limit of a program.</summary>
    public static TimeSpan Most(string program, TimeSpan least) => program == Programs[0] ? least : least * Longer;

    private static async Task<RealRun> RunAsync(
        RealStudy study, RealSettings settings, string program, int pair, string find, string work, CancellationToken cancellationToken)
    {
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true); // of a run that was cut
        }

        Directory.CreateDirectory(work);
        var isOptuna = program == "optuna";
        IEnumerable<string> command = isOptuna
            ? OptunaCommand(study, settings, work, pair)
            : [find, "find", "study.yaml", "--json"];
        await File.WriteAllTextAsync(Path.Combine(work, "study.yaml"), study.Yaml(program, pair), cancellationToken);
        var watched = await WatchedProgram.RunAsync(work, command, Most(program, settings.Limit) * Workers, cancellationToken);
        if (watched.HasEnded && (isOptuna || watched.ExitCode != 0))
        {
            throw new SweetspotException($"{program}, pair {pair}: ended with exit code {watched.ExitCode}; its message is above");
        }

        var trials = isOptuna ? OfOptuna(study, watched) : await OfStudyAsync(study, work, watched, cancellationToken);
        Directory.Delete(work, recursive: true);
        return new RealRun(program, pair, [.. trials.OrderBy(trial => trial.WallSeconds)], watched.End.Cpu, watched.End.Wall);
    }

    private static IEnumerable<string> OptunaCommand(RealStudy study, RealSettings settings, string work, int pair)
    {
        File.WriteAllLines(Path.Combine(work, "genes.txt"), RealStudy.GeneLines());
        File.WriteAllLines(Path.Combine(work, "validation.txt"), study.HeldOut(pair).Select(row => row.ToString(CultureInfo.InvariantCulture)));
        int[] numbers = [pair, settings.Epochs, study.Data.Profile.Outputs];
        return
        [
            "/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "optuna_torch.py"), Path.GetFullPath(settings.Data), work,
            .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static IEnumerable<RealTrial> OfOptuna(RealStudy study, WatchedProgram watched) =>
        from line in watched.Output
        let numbers = line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray()
        let candidate = RealStudy.CandidateOf(numbers[3..])
        let at = watched.At(DateTimeOffset.UnixEpoch.AddSeconds(numbers[0]))
        select new RealTrial(at.Cpu, at.Wall, numbers[1], numbers[2], study.Flops(candidate), candidate.Key);

    private static async Task<IReadOnlyList<RealTrial>> OfStudyAsync(RealStudy study, string work, WatchedProgram watched, CancellationToken cancellationToken)
    {
        await using var store = await SqliteStudyStore.OpenAsync(Path.Combine(work, ".sweetspot", "study.db"), TimeProvider.System, cancellationToken);
        var kept = (await store.StudiesAsync(cancellationToken))[0].Id;
        return
        [
            .. from trial in await store.TrialsAsync(kept, null, cancellationToken)
               where trial.State == TrialState.Completed && trial.Request.Purpose == TrialPurpose.Search
               let accuracy = trial.Metrics[Metrics.Accuracy.Name]
               let at = watched.At(trial.Finished!.Value)
               select new RealTrial(at.Cpu, at.Wall, accuracy.Value, accuracy.StandardError!.Value, study.Flops(trial.Candidate), trial.Candidate.Key),
        ];
    }
}
