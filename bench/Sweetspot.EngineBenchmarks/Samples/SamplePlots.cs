using System.Globalization;
using System.Text;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Draws how much of the best possible front each search still lacks after so many trainings: a panel a problem, a line a search.</summary>
internal static class SamplePlots
{
    private const int Columns = 2;
    private const int Width = 420;
    private const int Height = 250;
    private const int Left = 52;
    private const int Bottom = 34;
    private const int Top = 30;
    private const int LegendHeight = 34;
    private const double Least = 0.0005;
    private const double Most = 0.5;

    // Colours that differ for everyone on light and on dark ground; dashes tell the lines apart without them.
    private static readonly Dictionary<string, (string Colour, string Dashes, double Wide)> s_lines = new(StringComparer.Ordinal)
    {
        ["auto"] = ("#d55e00", "", 2.6),
        ["surrogate"] = ("#0072b2", "", 2.2),
        ["nsga2"] = ("#009e73", "7 3", 1.6),
        ["optuna-tpe"] = ("#e69f00", "2 2", 1.6),
        ["optuna-nsga2"] = ("#cc79a7", "9 3 2 3", 1.6),
        ["random"] = ("#888888", "1 3", 1.6),
    };

    public static int Write(string tables, string folder, string file, string only)
    {
        var store = new SampleStore(folder);
        var searches = store.Searches.Where(s_lines.ContainsKey).OrderBy(search => s_lines.Keys.ToList().IndexOf(search)).ToList();
        var panels = SampleProblems.All(tables).Where(problem => problem.Name.Contains(only, StringComparison.Ordinal) && !problem.Name.Contains("validation", StringComparison.Ordinal))
            .Select(problem => problem.Make()).ToList();
        var rows = (panels.Count + Columns - 1) / Columns;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Columns * Width} {LegendHeight + (rows * Height)}" role="img" aria-label="Share of the hypervolume that is missing, by number of trainings">
            <style>text {"{"} font: 12px sans-serif; fill: #777 {"}"} .name {"{"} font-weight: bold {"}"} .grid {"{"} stroke: #999; stroke-opacity: .35 {"}"} path {"{"} fill: none {"}"}</style>

            """);
        foreach (var (index, search) in searches.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Left + (index * 125)} 16h28" {Stroke(search)}/><text x="{Left + (index * 125) + 34}" y="20">{search}</text>""").Append('\n');
        }

        foreach (var (index, problem) in panels.Index())
        {
            var (x, y) = ((index % Columns * Width) + Left, LegendHeight + (index / Columns * Height) + Top);
            Panel(svg, problem, x, y);
            foreach (var search in searches)
            {
                var runs = store.Of(search, problem.RunsOf(search)).Values.Select(run => SampleRun.Of(problem, run).Volumes).ToList();
                if (runs.Count > 0)
                {
                    Line(svg, search, [.. Enumerable.Range(0, SampleRuns.Trials).Select(trial => Missing(problem, runs, trial))], x, y);
                }
            }
        }

        svg.Append("</svg>\n");
        File.WriteAllText(file, svg.ToString());
        return 0;
    }

    /// <summary>Median over the runs of what is missing of all that can be had.</summary>
    private static double Missing(SampleProblem problem, List<double[]> runs, int trial) =>
        1 - (runs.Select(run => run[trial]).Order().ElementAt(runs.Count / 2) / problem.Attainable);

    private static void Panel(StringBuilder svg, SampleProblem problem, int x, int y)
    {
        var (right, bottom) = (x + Width - Left - 12, y + Height - Top - Bottom);
        svg.Append(CultureInfo.InvariantCulture, $"""<text class="name" x="{x}" y="{y - 10}">{problem.Name}</text>""").Append('\n');
        foreach (var share in new[] { 0.3, 0.1, 0.03, 0.01, 0.003, 0.001 })
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="grid" d="M{x} {Down(share, y):0.0}H{right}"/><text x="{x - 6}" y="{Down(share, y) + 4:0.0}" text-anchor="end">{100 * share:0.#} %</text>""").Append('\n');
        }

        foreach (var trials in new[] { 50, 100, 150, 200 })
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="grid" d="M{Along(trials, x):0.0} {y}V{bottom}"/><text x="{Along(trials, x):0.0}" y="{bottom + 16}" text-anchor="middle">{trials}</text>""").Append('\n');
        }
    }

    /// <summary>A line in steps, from the fifth trial on.</summary>
    private static void Line(StringBuilder svg, string search, double[] missing, int x, int y)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"M{Along(5, x):0.0} {Down(missing[4], y):0.0}");
        for (var trial = 5; trial < missing.Length; trial++)
        {
            if (missing[trial] < missing[trial - 1])
            {
                line.Append(CultureInfo.InvariantCulture, $"H{Along(trial + 1, x):0.0}V{Down(missing[trial], y):0.0}");
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<path d="{line}H{Along(missing.Length, x):0.0}" {Stroke(search)}/>""").Append('\n');
    }

    private static string Stroke(string search) => s_lines[search] is var (colour, dashes, wide)
        ? string.Create(CultureInfo.InvariantCulture, $"stroke=\"{colour}\" stroke-width=\"{wide}\"{(dashes.Length > 0 ? $" stroke-dasharray=\"{dashes}\"" : "")}") : "";

    private static double Along(int trials, int x) => x + ((Width - Left - 12.0) * trials / SampleRuns.Trials);

    /// <summary>Logarithmic, the most at the top.</summary>
    private static double Down(double share, int y) => y + ((Height - Top - Bottom) * Math.Log(Most / Math.Clamp(share, Least, Most)) / Math.Log(Most / Least));
}
