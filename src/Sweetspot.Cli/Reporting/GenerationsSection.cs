namespace Sweetspot.Cli;

/// <summary>Fitness by generation of the classic algorithm.</summary>
internal static class GenerationsSection
{
    /// <summary>Writes the section; nothing where no generations ran.</summary>
    public static void Write(StudyReport report, TextWriter output)
    {
        if (report.Generations.Count == 0)
        {
            return;
        }

        output.WriteLine("<section aria-labelledby=\"generations\"><h2 id=\"generations\">Generations</h2>");
        var values = report.Generations.SelectMany(point => new[] { point.Minimum, point.Mean, point.Maximum });
        ChartSeries Of(string label, Func<GenerationPoint, double> value, int color, Marker marker, bool isDashed) => new()
        {
            Label = label,
            Points = [.. report.Generations.Select(point => new ChartPoint(point.Generation, value(point)))],
            Marker = marker,
            Color = color,
            IsJoined = true,
            IsDashed = isDashed,
        };

        new ChartWriter(output).Write(new Chart(
            "Fitness by generation",
            Axis.Over("generation", report.Generations.Select(point => (double)point.Generation), isLog: false),
            Axis.Over("fitness (higher is better)", values, isLog: false),
            [
                Of("best", point => point.Maximum, 2, Marker.None, false),
                Of("mean", point => point.Mean, 0, Marker.None, true),
                Of("worst", point => point.Minimum, 7, Marker.None, false),
            ]));
        output.WriteLine("</section>");
    }
}
