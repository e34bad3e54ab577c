using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What is wrong with a study once its data is known.</summary>
internal static class DataChecks
{
    private static readonly string[] s_families = ["linear", "mlp", "cnn"];
    private static readonly string[] s_ofRatings = ["factors", "regularization"];
    private static readonly string[] s_ofImages = ["stages", "channels", "convolutions", "kernel", "dense"];

    /// <summary>Every problem, with the path of the key at fault.</summary>
    public static IEnumerable<(string Path, string Message)> Of(StudySpec spec, DataProfile profile)
    {
        var kind = profile.Kind.ToString().ToLowerInvariant();
        var metrics = TaskMetrics.Of(profile.Kind);
        foreach (var (index, objective) in spec.Objectives.Index())
        {
            if (Metrics.Find(objective.Metric) is not null && !metrics.Any(metric => metric.Name == objective.Metric))
            {
                yield return ($"objectives[{index}]", $"\"{objective.Metric}\" is not measured for {kind}; use {Nearest.AnyOf([.. metrics.Select(metric => metric.Name)])}.");
            }
        }

        if (profile.Kind == TaskKind.Classification && spec.Task.Transform is not null and not TargetTransform.None)
        {
            yield return ("task.transform", "this task is classification, and classes have no logarithm; leave transform out, or set kind: regression.");
        }

        string[] families = profile.IsOfPairs ? [.. RatingShape.Families] : s_families;
        foreach (var gene in spec.Space)
        {
            if (gene.Name == "family" && gene.Values.FirstOrDefault(word => !families.Contains(word)) is { } unknown)
            {
                yield return ("space.family", $"\"{unknown}\" is not a model family{(profile.IsOfPairs ? " of ratings" : "")}{Nearest.Hint(unknown, families)}");
            }
            else if (!profile.IsOfPairs && s_ofRatings.Contains(gene.Name))
            {
                yield return ($"space.{gene.Name}", $"only models of ratings have {gene.Name}; leave it out, or set kind: recommendation.");
            }
            else if (!profile.Input.IsImage && ((gene.Name == "family" && gene.Values.Contains("cnn")) || s_ofImages.Contains(gene.Name)))
            {
                yield return ($"space.{gene.Name}", "a cnn needs images; this data is a table, so search linear and mlp (depth, width) only.");
            }
        }
    }
}
