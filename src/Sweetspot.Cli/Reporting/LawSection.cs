namespace Sweetspot.Cli;

/// <summary>The law of a ladder of trainings: loss by compute with its interval, and loss by size at equal compute.</summary>
internal static class LawSection
{
    /// <summary>Writes the section; nothing where there is no law.</summary>
    public static void Write(StudyReport report, TextWriter output)
    {
        if (report.Law is not { } law)
        {
            return;
        }

        output.WriteLine("<section aria-labelledby=\"law\"><h2 id=\"law\">The law of these runs</h2>");
        output.WriteLine($"<p>Loss by parameters N and data D, fitted to {law.Fit.Runs.Length} trainings: L(N, D) = {Html.Escape(LawAnswer.Formula(law.Fit.Law))}. Beyond the largest training the curves are expectations, "
            + "with the interval of laws fitted to resamples of the runs.</p><div class=\"charts\">");
        foreach (var chart in FitChart.Charts(law))
        {
            new ChartWriter(output).Write(chart);
        }

        output.WriteLine("</div></section>");
    }
}
