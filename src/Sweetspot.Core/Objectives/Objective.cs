namespace Sweetspot.Core;

/// <summary>Name, unit and direction of one quantity that a study makes better.</summary>
public sealed record Objective(string Name, string Unit, Direction Direction)
{
    /// <summary>The value flipped so that smaller is better.</summary>
    public double Minimized(double value) => Direction == Direction.Minimize ? value : -value;

    /// <summary>An objective on a known metric.</summary>
    public static Objective On(Metric metric) => new(metric.Name, metric.Unit, metric.Better);
}
