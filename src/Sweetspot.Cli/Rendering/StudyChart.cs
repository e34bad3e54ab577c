using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Drawings of a study, in one SVG file: the law of a ladder, else quality against each cost and by size.</summary>
internal static class StudyChart
{
    /// <exception cref="UserInputException">No training has completed.</exception>
    public static string Of(StudyReport report)
    {
        var figures = new ReportFigures(report);
        if (figures.Searched.Count == 0)
        {
            throw new UserInputException("--plot: no training has completed, so there is nothing to draw.");
        }

        if (report.Law is { } law)
        {
            return FitChart.Of(law);
        }

        var panels = new SvgPanels();
        foreach (var (chart, caption) in FrontSection.Charts(report, figures))
        {
            panels.Add(chart, caption);
        }

        foreach (var chart in OverfittingSection.Charts(report, figures))
        {
            panels.Add(chart);
        }

        return panels.Write();
    }
}
