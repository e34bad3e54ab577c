using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The metrics that a kind of task gives.</summary>
public static class TaskMetrics
{
    private static readonly ImmutableArray<Metric> s_classification = [Metrics.Accuracy, Metrics.MacroF1, Metrics.WorstClassRecall, Metrics.Auc, Metrics.Loss];
    private static readonly ImmutableArray<Metric> s_ratings = [Metrics.Rmse, Metrics.R2, Metrics.Loss];
    private static readonly ImmutableArray<Metric> s_ranking = [Metrics.NdcgAt10, Metrics.RecallAt10, Metrics.Loss];
    private static readonly ImmutableArray<Metric> s_regression = [Metrics.R2, Metrics.R2Raw, Metrics.Rmse, Metrics.Loss];

    private static readonly ImmutableArray<Metric> s_language = [Metrics.NatsPerByte, Metrics.NatsPerToken, Metrics.NatsPerCharacter, Metrics.Perplexity, Metrics.Loss];

    private static readonly ImmutableArray<Metric> s_translation = [Metrics.ChrF, Metrics.NatsPerCharacter, Metrics.Loss];

    private static readonly ImmutableArray<Metric> s_all = [.. s_classification, .. s_ratings, .. s_ranking, .. s_regression, .. s_translation, Metrics.TokensPerSecond, .. s_language, Metrics.Tokens];

    /// <summary>Measures of how good the answers are; the first is the default one.</summary>
    public static ImmutableArray<Metric> Quality(TaskKind kind) => kind switch
    {
        TaskKind.Classification => s_classification,
        TaskKind.Recommendation => s_ratings,
        TaskKind.Ranking => s_ranking,
        TaskKind.LanguageModel => s_language,
        TaskKind.Translation => s_translation,
        _ => s_regression,
    };

    /// <summary>The quality that is made better where the user names none: accuracy, or macro F1 where one class is nearly everything; r2 of regression; rmse of ratings; NDCG@10 of a ranking; chrF of a translation; nats per byte of a language model.</summary>
    public static Metric DefaultQuality(DataProfile profile) =>
        profile.HasDominantClass ? Metrics.MacroF1 : Quality(profile.Kind)[0];

    /// <summary>A line for people where accuracy would mislead: that macro F1 stands in for it, or that it was asked for all the same.</summary>
    public static IEnumerable<string> WhyNotAccuracy(DataProfile profile, Objective quality)
    {
        if (profile.HasDominantClass)
        {
            var share = FormattableString.Invariant($"classes are imbalanced: always answering \"{profile.MajorityClass}\" is right {100 * profile.MajorityShare:0.#} % of the time");
            yield return quality.Name == Metrics.Accuracy.Name
                ? $"{share}, so read macro F1 beside accuracy"
                : quality.Name == Metrics.MacroF1.Name ? $"{share}, so macro F1, in which each class counts the same, is the quality" : share;
        }
    }

    /// <summary>All metrics of the task, in the order of <see cref="Metrics.All"/>.</summary>
    public static ImmutableArray<Metric> Of(TaskKind kind)
    {
        ImmutableArray<Metric> own = [.. Quality(kind), .. kind == TaskKind.Translation ? [Metrics.TokensPerSecond] : kind == TaskKind.LanguageModel ? [Metrics.Tokens] : Array.Empty<Metric>()];
        return [.. Metrics.All.Where(metric => own.Contains(metric) || !s_all.Contains(metric))];
    }
}
