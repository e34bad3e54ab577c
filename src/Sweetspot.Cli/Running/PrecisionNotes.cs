using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>What 8-bit integers cost and gave each finalist that has them, a sentence each.</summary>
internal static class PrecisionNotes
{
    /// <summary>The sentences, in the order of the finalists.</summary>
    public static IEnumerable<string> Of(StudyOverview result) => result.Choice.Recommendation is not { } recommendation ? [] :
        recommendation.Finalists.Where(finalist => finalist.Metrics.ContainsKey(Metrics.QuantizationLoss.Name)).Select(finalist => Sentence(finalist, result));

    private static string Sentence(FinalistResult finalist, StudyOverview result)
    {
        var metrics = finalist.Metrics;
        var answers = metrics.TryGetValue(Metrics.Agreement.Name, out var same)
            ? $"answers {same.Value:P2} of the validation rows as its floats do"
            : $"moves answers by {metrics[Metrics.AnswerShift.Name].Value:P2} of the targets' deviation";
        var qualities = Metrics.All.Where(metric => metric.Knowledge == Knowledge.Trained && metrics.ContainsKey(Metrics.BeforeQuantizing(metric).Name)).Select(metric => Against(metrics, metric));
        return $"{result.Describe(finalist.Candidate)} {answers}; {string.Concat(qualities)} (lost, paired by row: {NumberFormat.Value(metrics[Metrics.QuantizationLoss.Name])}); {Against(metrics, Metrics.Latency)}; {Against(metrics, Metrics.FileBytes)}";
    }

    private static string Against(IReadOnlyDictionary<string, Measurement> metrics, Metric metric) =>
        $"{Metrics.Label(metric.Name)} {Value(metrics, metric.Name)} against {Value(metrics, Metrics.BeforeQuantizing(metric).Name)} in fp32";

    private static string Value(IReadOnlyDictionary<string, Measurement> metrics, string name) =>
        metrics.TryGetValue(name, out var value) ? NumberFormat.Value(value) : "unknown";
}
