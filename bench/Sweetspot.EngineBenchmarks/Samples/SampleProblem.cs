using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>A search whose whole truth is known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Space">What is searched: problems of one space differ in what is known or in how they are judged.</param>
/// <param name="HasKnown">Whether some objectives are computed.</param>
/// <param name="Settings">Of a seed.</param>
/// <param name="Replay">What a trial gives.</param>
/// <param name="Truth">All points there are, as minimised values by which they are judged, scaled to 0..1; null where there are too many.</param>
/// <param name="Write">A trial as a word: the row, or the values.</param>
/// <param name="Judge">Those values of one written trial.</param>
/// <param name="StandardError">Of the quality, in its unit; 0 where right has no meaning.</param>
internal sealed record SampleProblem(
    string Name, string Space, bool HasKnown, Func<ulong, AlgorithmSettings> Settings, Func<TrialRequest, ReplayedTrial> Replay, IReadOnlyList<Judged>? Truth,
    Func<Trial, string> Write, Func<string, Judged> Judge, double StandardError)
{
    private static readonly string[] s_readNothing = ["nsga2", "nsga3", "random", "sobol", "grid", "classic", "optuna-nsga2", "optuna-tpe"];

    /// <summary>Under which name a search's runs are kept: one that reads no computed objective needs no second run where some are.</summary>
    public string RunsOf(string search) => HasKnown && !s_readNothing.Contains(search) ? $"{Space} known" : Space;

    /// <summary>Hypervolume of all points there are; 1 where that is not known.</summary>
    public double WholeVolume { get; } = Truth is null ? 1 : Hypervolume.Of([.. Truth.SelectMany(point => point.Scaled)], [.. Enumerable.Repeat(1.0, Truth[0].Scaled.Length)]);

    /// <summary>The largest share that can be had in <see cref="SampleRun.Volumes"/>: all of a table's; of the mixed problem what the best known front has.</summary>
    public double Attainable => Truth is null ? MixedProblem.BestVolume : 1;

    /// <summary>Whether recommending this is right: within a standard error of the best, at no more than 1.5 times the cost of the cheapest such.</summary>
    public Func<Judged, bool> IsRight()
    {
        var best = Truth!.Max(point => point.Quality);
        var near = Truth!.Where(point => point.Quality >= best - StandardError).ToList();
        var cheapest = near.Min(point => point.LogCost);
        return chosen => chosen.Quality >= best - StandardError && chosen.LogCost <= cheapest + Math.Log(1.5) + 1e-9;
    }
}

/// <summary>A point as it is judged.</summary>
/// <param name="Quality">True quality, larger is better.</param>
/// <param name="Seen">Quality as the search saw it.</param>
/// <param name="LogCost">Mean logarithm of its costs.</param>
/// <param name="Scaled">All objectives, 0 the best of the table and 1 the worst.</param>
internal sealed record Judged(double Quality, double Seen, double LogCost, double[] Scaled);
