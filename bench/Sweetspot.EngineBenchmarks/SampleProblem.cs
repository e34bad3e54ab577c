using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>A search whose whole truth is known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">Of a seed.</param>
/// <param name="Replay">What a trial gives.</param>
/// <param name="Truth">All points there are, as minimised values by which they are judged, scaled to 0..1; null where there are too many.</param>
/// <param name="Judge">Those values of one trial.</param>
/// <param name="StandardError">Of the quality, in its unit; 0 where right has no meaning.</param>
internal sealed record SampleProblem(
    string Name, Func<ulong, AlgorithmSettings> Settings, Func<TrialRequest, ReplayedTrial> Replay, IReadOnlyList<Judged>? Truth, Func<Trial, Judged> Judge, double StandardError)
{
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
