namespace Sweetspot.Cli;

/// <summary>A chart with two axes; drawn by <see cref="ChartWriter"/>.</summary>
/// <param name="Title">What it shows; also its name for screen readers.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">What is drawn, the last on top.</param>
/// <param name="Links">Thin lines that join pairs of points: training and validation quality of one trial.</param>
internal sealed record Chart(
    string Title, Axis X, Axis Y, IReadOnlyList<ChartSeries> Series, IReadOnlyList<(ChartPoint From, ChartPoint To)>? Links = null)
{
    /// <summary>Points that lie outside the axes and are not drawn.</summary>
    public int Hidden => Series.Where(series => !series.IsJoined).Sum(series => series.Points.Count(point => !Shows(point)));

    /// <summary>Whether a point lies within both axes.</summary>
    public bool Shows(ChartPoint point) => X.Holds(point.X) && Y.Holds(point.Y);
}
