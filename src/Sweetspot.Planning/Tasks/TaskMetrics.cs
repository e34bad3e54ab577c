using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The metrics that a kind of task gives.</summary>
public static class TaskMetrics
{
    private static readonly ImmutableArray<Metric> s_classification = [Metrics.Accuracy, Metrics.MacroF1, Metrics.Auc, Metrics.Loss];
    private static readonly ImmutableArray<Metric> s_regression = [Metrics.R2, Metrics.R2Raw, Metrics.Rmse, Metrics.Loss];

    /// <summary>Measures of how good the answers are; the first is the default one.</summary>
    public static ImmutableArray<Metric> Quality(TaskKind kind) => kind == TaskKind.Classification ? s_classification : s_regression;

    /// <summary>All metrics of the task, in the order of <see cref="Metrics.All"/>.</summary>
    public static ImmutableArray<Metric> Of(TaskKind kind)
    {
        var quality = Quality(kind);
        return [.. Metrics.All.Where(metric => quality.Contains(metric) || (!s_classification.Contains(metric) && !s_regression.Contains(metric)))];
    }
}
