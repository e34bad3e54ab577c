using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What is wrong with a study once its data is known.</summary>
internal static class DataChecks
{
    private static readonly string[] s_families = ["linear", "mlp", "cnn", "ngrams", "textcnn", "transformer"];
    private static readonly string[] s_ofTexts = ["features", "grams", "tokenizer", "vocabulary", "length", "heads", "ratio"];
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

        foreach (var gene in spec.Space)
        {
            if (gene.Name == "family" && gene.Values.FirstOrDefault(word => !s_families.Contains(word)) is { } unknown)
            {
                yield return ("space.family", $"\"{unknown}\" is not a model family{Nearest.Hint(unknown, s_families)}");
            }
            else if (OfTexts(gene, profile) is { } message)
            {
                yield return ($"space.{gene.Name}", message);
            }
            else if (!TextShapes.IsText(profile.Input) && !profile.Input.IsImage && ((gene.Name == "family" && gene.Values.Contains("cnn")) || s_ofImages.Contains(gene.Name)))
            {
                yield return ($"space.{gene.Name}", "a cnn needs images; this data is a table, so search linear and mlp (depth, width) only.");
            }
        }
    }

    private static string? OfTexts(GeneSpec gene, DataProfile profile)
    {
        var foreign = gene.Name == "family" ? gene.Values.FirstOrDefault(family => family != "linear" && TextShapes.Families.Contains(family) != TextShapes.IsText(profile.Input)) : null;
        if (TextShapes.IsText(profile.Input))
        {
            return foreign is null ? null : $"a {foreign} does not read texts; this data is one, so search {Nearest.AnyOf([.. TextShapes.Families])}.";
        }

        return foreign is not null || s_ofTexts.Contains(gene.Name)
            ? $"{foreign ?? $"\"{gene.Name}\""} is for texts, and this data is none; name a column of text (--text, task.text), or leave it out."
            : null;
    }
}
