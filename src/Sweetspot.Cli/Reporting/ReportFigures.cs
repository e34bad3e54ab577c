using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>What several sections need of a report: trials by role, axes in readable units, texts for pointing at.</summary>
internal sealed class ReportFigures
{
    private readonly StudyReport _report;

    /// <summary>Sorts the trials by role.</summary>
    public ReportFigures(StudyReport report)
    {
        _report = report;
        var front = report.Front.ToHashSet();
        Searched = [.. report.Trials.Where(trial => IsSearched(trial) && Quality(trial) is not null)];
        Front = [.. Searched.Where(trial => front.Contains(trial.Number))];
        Baseline = Searched.FirstOrDefault(trial => trial.Request.Purpose == TrialPurpose.Baseline);
        Finalists = report.Outcome.Recommendation is { } recommendation ? [.. recommendation.Finalists] : [];
    }

    /// <summary>Completed search and baseline trials that have a quality.</summary>
    public IReadOnlyList<Trial> Searched { get; }

    /// <summary>Those on the front.</summary>
    public IReadOnlyList<Trial> Front { get; }

    /// <summary>The linear model's trial, or null.</summary>
    public Trial? Baseline { get; }

    /// <summary>The finalists as judged, cheapest first.</summary>
    public IReadOnlyList<FinalistResult> Finalists { get; }

    /// <summary>The quality's label.</summary>
    public string QualityLabel => Metrics.Label(_report.Quality.Name);

    /// <summary>Objectives other than quality; the size where there is none.</summary>
    public IReadOnlyList<string> Costs
    {
        get
        {
            var costs = _report.Objectives.Select(objective => objective.Name).Where(name => name != _report.Quality.Name).ToList();
            return costs.Count == 0 ? [_report.SizeMetric] : costs;
        }
    }

    /// <summary>A trial's quality if it completed, or null.</summary>
    public double? Quality(Trial trial) => trial.State == TrialState.Completed ? Finite(trial.Value(_report.Quality.Name)) : null;

    /// <summary>A trial's size, or null.</summary>
    public double? Size(Trial trial) => trial.Value(_report.SizeMetric) is { } size and > 0 && double.IsFinite(size) ? size : null;

    /// <summary>An axis of a metric over these values in the unit that suits them, with the factor to that unit.</summary>
    public static (Axis Axis, double Factor) AxisOf(string metric, IEnumerable<double> values)
    {
        var known = values.Where(double.IsFinite).ToList();
        var positive = known.Where(value => value > 0).ToList();
        var isLog = known.Count > 0 && positive.Count == known.Count && Unit(metric) != "fraction";
        var (factor, unit) = NumberFormat.Display(Unit(metric), positive.Count == 0 ? 1 : Math.Exp(positive.Average(Math.Log)));
        var title = Metrics.Label(metric) + (unit.Length == 0 ? "" : $" ({unit})") + (isLog ? ", log scale" : "");
        return (Axis.Over(title, known.Select(value => value * factor), isLog) with { IsCount = Unit(metric).Length == 0 }, factor);
    }

    /// <summary>
    /// An axis of quality that shows what matters: the good half of the trials and all <paramref name="always"/>, so that a few bad trials do not
    /// squeeze the rest together.
    /// </summary>
    public Axis QualityAxis(string title, IEnumerable<double> values, IEnumerable<double> always)
    {
        var sorted = values.Where(double.IsFinite).OrderBy(_report.Quality.Minimized).ToList();
        var kept = sorted.Take((int)Math.Ceiling(sorted.Count * 0.75)).ToList();
        if (kept.Count > 0)
        {
            var reach = Math.Abs(kept[0] - kept[^1]) * 1.5;
            kept = [.. sorted.Where(value => Math.Abs(value - kept[0]) <= reach)];
        }

        kept.AddRange(always);
        if (Baseline is not null && kept.Count > 0 && Quality(Baseline) is { } linear && Distance(linear, kept) <= 2 * (kept.Max() - kept.Min()))
        {
            kept.Add(linear);
        }

        return Axis.Over(title, kept, isLog: false);
    }

    /// <summary>A caption for where the linear model is too far below to be drawn; empty where it is drawn.</summary>
    public string BaselineCaption(Axis quality) => Baseline is not null && Quality(Baseline) is { } linear && !quality.Holds(linear)
        ? $"The {ReferenceName.Of(Baseline.Candidate)} ({NumberFormat.Value(Baseline.Metrics[_report.Quality.Name])}) lies outside."
        : "";

    /// <summary>A trial in one line, for pointing at.</summary>
    public string Title(Trial trial)
    {
        string[] shown = [_report.Quality.Name, .. Costs, _report.SizeMetric];
        var values = shown.Distinct().Where(trial.Metrics.ContainsKey).Select(name => $"{Metrics.Label(name)} {NumberFormat.Value(trial.Metrics[name])}");
        return $"trial {trial.Number}: {_report.Text(trial.Candidate)}; {string.Join(", ", values)} (single run)";
    }

    /// <summary>A finalist in one line, for pointing at.</summary>
    public string Title(FinalistResult finalist) =>
        $"{_report.Text(finalist.Candidate)}; {QualityLabel} {NumberFormat.Value(finalist.Quality)} (retrained {Counted.Of(finalist.Verifications, "time")}); {finalist.Verdict}";

    private static double Distance(double value, List<double> others) => Math.Max(Math.Max(others.Min() - value, value - others.Max()), 0);

    private static bool IsSearched(Trial trial) => trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline;

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>The metric's unit; that of <c>test_x</c> is that of <c>x</c>.</summary>
    private static string Unit(string metric) =>
        Metrics.Find(metric.StartsWith("test_", StringComparison.Ordinal) ? metric["test_".Length..] : metric)?.Unit ?? "";
}
