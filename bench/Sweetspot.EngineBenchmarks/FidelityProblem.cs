using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.EngineBenchmarks;

/// <summary>A table with values at several levels of training, parameters known before.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">File, genes and columns.</param>
/// <param name="IsResumable">Whether the levels of a row are one training that goes on.</param>
internal sealed record FidelityProblem(string Name, (string Path, string[] Genes, string Quality, string Levels, string Cost) Table, bool IsResumable)
{
    private readonly TableStudy _study = TableStudy.Resolve(
        new TableSpec
        {
            Genes = [.. Table.Genes],
            Objectives = [new(Table.Quality, Direction.Maximize), new("params", Direction.Minimize)],
            Known = ["params"],
            Fidelity = Table.Levels,
            Cost = Table.Cost,
        },
        SampleProblems.Read(Table.Path));

    private double[] _best = [];
    private double[] _width = [];
    private double _whole;

    /// <summary>Searches until so many trials have ended, or a time has.</summary>
    public ReplayOutcome Replay(string algorithm, bool isStaged, int seed, int trials, TimeSpan time)
    {
        var settings = _study.AlgorithmSettings((ulong)seed);
        settings = isStaged ? settings : settings with { Fidelities = [] };
        var plan = new ReplayPlan { Seed = (ulong)seed, Fidelity = _study.FullFidelity, Trials = trials, Time = time, IsResumable = IsResumable };
        return new ReplayRunner(SearchAlgorithms.Create(algorithm, settings), _study.Replay, plan).Run(CancellationToken.None);
    }

    /// <summary>When the hypervolume of the whole trainings grew, and to which share of the table's.</summary>
    public IReadOnlyList<(TimeSpan At, double Volume)> Volumes(ReplayOutcome run)
    {
        Range();
        var (front, volumes) = (new FrontArchive(2), new List<(TimeSpan, double)> { (TimeSpan.Zero, 0) });
        foreach (var trial in run.Trials.Where(trial => trial.State == TrialState.Completed && front.Add(Scaled(trial.Metrics), trial.Number)))
        {
            volumes.Add((trial.Finished!.Value - DateTimeOffset.UnixEpoch, Hypervolume.Of(front.Points, [1, 1]) / _whole));
        }

        return volumes;
    }

    private void Range()
    {
        if (_best.Length > 0)
        {
            return;
        }

        var settings = _study.AlgorithmSettings(0);
        var points = settings.Points is { } few ? few.All : [.. settings.Space.Space.Enumerate().Where(settings.Space.IsFeasible)];
        var all = points.Select(point => Values(_study.Replay(new TrialRequest(point, _study.FullFidelity, 0)).Evaluation.Metrics)).ToList();
        _best = [all.Min(values => values[0]), all.Min(values => values[1])];
        _width = [all.Max(values => values[0]) - _best[0], all.Max(values => values[1]) - _best[1]];
        _whole = Hypervolume.Of([.. points.SelectMany(point => Scaled(_study.Replay(new TrialRequest(point, _study.FullFidelity, 0)).Evaluation.Metrics))], [1, 1]);
    }

    private double[] Scaled(IReadOnlyDictionary<string, Measurement> metrics) => [.. Values(metrics).Select((value, index) => (value - _best[index]) / _width[index])];

    private double[] Values(IReadOnlyDictionary<string, Measurement> metrics) => [-metrics[Table.Quality].Value, Math.Log(metrics["params"].Value)];
}
