using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What is wrong with a study once its data is known.</summary>
internal static class DataChecks
{
    private static readonly string[] s_families = ["linear", "mlp", "cnn", "vit", "ngrams", "textcnn", "transformer"];
    private static readonly string[] s_imageFamilies = ["cnn", "vit"];
    private static readonly string[] s_ofImages = ["stages", "channels", "convolutions", "kernel", "dense", "block", "patch", "resolution", "augment"];
    private static readonly string[] s_languageFamilies = ["gpt", "bigram"];
    private static readonly string[] s_ofLanguage = ["family", "depth", "width", "heads", "kv_heads", "ratio", "gated", "tied", "context", "tokenizer", "vocabulary"];
    private static readonly string[] s_onlyOfLanguage = ["kv_heads", "gated", "tied", "context"];
    private static readonly string[] s_ofRatings = ["factors", "regularization"];
    private static readonly string[] s_onlyOfTranslations = ["encoder", "decoder", "shared", "target_tokenizer", "target_vocabulary"];
    private static readonly string[] s_ofTranslations = ["width", "heads", "ratio", "tokenizer", "vocabulary", .. s_onlyOfTranslations];
    private static readonly string[] s_ofTexts = ["features", "grams", "tokenizer", "vocabulary", "length", "ratio"];

    /// <summary>Every problem, with the path of the key at fault.</summary>
    public static IEnumerable<(string Path, string Message)> Of(StudySpec spec, DataProfile profile)
    {
        var kind = TaskKinds.NameOf(profile.Kind);
        var metrics = TaskMetrics.Of(profile.Kind);
        foreach (var (index, objective) in spec.Objectives.Index())
        {
            if (Metrics.Find(objective.Metric) is not null && !metrics.Any(metric => metric.Name == objective.Metric))
            {
                yield return ($"objectives[{index}]", $"\"{objective.Metric}\" is not measured for {kind}; use {Nearest.AnyOf([.. metrics.Select(metric => metric.Name)])}.");
            }
        }

        foreach (var path in spec.Deadline is null ? MissedDeadlines(spec) : [])
        {
            yield return (path, $"{Metrics.MissedDeadlines.Name} needs a deadline; give --frame-rate 30 or --deadline 33.3 (a study file: \"deadline: {{ frame_rate: 30 }}\").");
        }

        if (profile.Kind == TaskKind.Classification && spec.Task.Transform is not null and not TargetTransform.None)
        {
            yield return ("task.transform", "this task is classification, and classes have no logarithm; leave transform out, or set kind: regression.");
        }

        var isLanguage = profile.Kind == TaskKind.LanguageModel;
        if (isLanguage && spec.Compress)
        {
            yield return ("compress", "language models are not pruned or distilled; leave it out.");
        }

        if (isLanguage && (spec.Rungs is not null || spec.Algorithm == "halving"))
        {
            yield return (spec.Rungs is not null ? "fidelity.epochs" : "search.algorithm", "language models are trained for equal compute, not for epochs, so there are no levels to stop at; leave it out.");
        }

        if (spec.Space.Any(gene => gene.Name == PrecisionGene.Name && gene.Values.IsEmpty))
        {
            yield return ($"space.{PrecisionGene.Name}", "is a choice of words, as in \"precision: { choice: [fp32, int8-static] }\".");
        }

        foreach (var (path, word) in Precisions(spec))
        {
            if (!PrecisionGene.Words.Contains(word))
            {
                yield return (path, $"\"{word}\" is not a value of precision{Nearest.Hint(word, PrecisionGene.Words)}");
            }
            else if (isLanguage && word != Precision.Fp32.Word())
            {
                yield return (path, $"language models are trained and judged in {Precision.Fp32.Word()} only; leave precision out.");
            }
            else if (profile.Input.IsTranslation && word != Precision.Fp32.Word())
            {
                yield return (path, $"\"{word}\": models that translate are trained and run in fp32 only; leave precision out.");
            }
            else if (profile.Kind == TaskKind.Ranking && word.StartsWith(PrecisionGene.AnyInt8, StringComparison.Ordinal))
            {
                yield return (path, $"\"{word}\": models that rank items are run in fp32 only, and their embeddings, nearly all of such a model, would stay in floats anyway; leave precision out.");
            }
        }

        var isFusion = FusionGenes.IsFusion(profile.Input);
        string[] families = isLanguage ? s_languageFamilies : profile.IsOfPairs ? [.. RatingShape.Families] : isFusion ? FusionGenes.Families : profile.Input.IsTranslation ? [TranslationShapes.Family] : s_families;
        foreach (var gene in spec.Space.Where(gene => gene.Name != PrecisionGene.Name))
        {
            var words = gene.Name == "family" ? [.. families] : ModelGenes.Words(gene.Name);
            if (!words.IsEmpty && gene.Values.FirstOrDefault(word => !words.Contains(word)) is { } unknown)
            {
                var what = gene.Name == "family" ? $"model family{(profile.IsOfPairs ? " of ratings" : isFusion ? " of several kinds of data" : profile.Input.IsTranslation ? " that translates" : "")}" : $"value of {gene.Name}";
                yield return ($"space.{gene.Name}", $"\"{unknown}\" is not a {what}{Nearest.Hint(unknown, words)}");
            }
            else if (profile.Input.IsTranslation)
            {
                if (gene.Name is not ("family" or PrecisionGene.Name) && ModelGenes.Specs.Any(known => known.Name == gene.Name) && !s_ofTranslations.Contains(gene.Name))
                {
                    yield return ($"space.{gene.Name}", $"a model that translates has no {gene.Name}; its genes are {string.Join(", ", s_ofTranslations)}.");
                }
            }
            else if (s_onlyOfTranslations.Contains(gene.Name))
            {
                yield return ($"space.{gene.Name}", $"only a model that translates has {gene.Name}; leave it out, or name the source and target columns (task.source, task.target).");
            }
            else if (gene.Name == Compression.DistillGene && profile.Kind == TaskKind.Ranking)
            {
                yield return ($"space.{gene.Name}", "a ranking draws new pairs for every epoch, which no teacher can answer once and for all; leave distill out.");
            }
            else if (gene.Name == Compression.PruneGene && spec.Space.FirstOrDefault(other => other.Name == "family") is { Values: [_, ..] searched } && searched.All(PrunedShape.IsUnprunable))
            {
                yield return ($"space.{gene.Name}", $"{Nearest.AnyOf([.. searched])} has no units, channels, heads or layers to remove; leave prune out, or search other families too.");
            }
            else if (isLanguage)
            {
                if (!s_ofLanguage.Contains(gene.Name) && ModelGenes.Specs.Any(known => known.Name == gene.Name))
                {
                    yield return ($"space.{gene.Name}", $"a language model has no {gene.Name}; leave it out. It has {Nearest.AnyOf(s_ofLanguage[1..])}.");
                }
            }
            else if (s_onlyOfLanguage.Contains(gene.Name))
            {
                yield return ($"space.{gene.Name}", $"only language models have {gene.Name}; leave it out, or set kind: language-model.");
            }
            else if (isFusion)
            {
                if (FusionGenes.Foreign(gene.Name, profile.Input) is { } reason)
                {
                    yield return ($"space.{gene.Name}", reason);
                }
            }
            else if (FusionGenes.Specs.Any(known => known.Name == gene.Name) && (gene.Name != CategoryVectors.Gene || profile.Input.Levels.IsEmpty))
            {
                yield return ($"space.{gene.Name}", gene.Name == CategoryVectors.Gene
                    ? $"no column has {CategoryVectors.FewestLevels} levels or more, so there is nothing to embed; leave it out."
                    : $"\"{gene.Name}\" is for several kinds of data, and this data is of one; leave it out.");
            }
            else if (!profile.IsOfPairs && OfTexts(gene, profile) is { } message)
            {
                yield return ($"space.{gene.Name}", message);
            }
            else if (!profile.IsOfPairs && s_ofRatings.Contains(gene.Name))
            {
                yield return ($"space.{gene.Name}", $"only models of ratings have {gene.Name}; leave it out, or set kind: recommendation.");
            }
            else if (!profile.Input.IsImage && gene.Name == "family" && gene.Values.FirstOrDefault(s_imageFamilies.Contains) is { } family)
            {
                yield return ($"space.{gene.Name}", $"a {family} needs images; this data is a table, so search linear and mlp (depth, width) only.");
            }
            else if (!profile.Input.IsImage && !TextShapes.IsText(profile.Input) && s_ofImages.Contains(gene.Name))
            {
                yield return ($"space.{gene.Name}", $"\"{gene.Name}\" needs images; this data is a table, so search linear and mlp (depth, width) only.");
            }
        }
    }

    private static IEnumerable<(string Path, string Word)> Precisions(StudySpec spec) =>
    [
        .. spec.Precisions.Select(word => (PrecisionGene.Name, word)),
        .. spec.Space.Where(gene => gene.Name == PrecisionGene.Name).SelectMany(gene => gene.Values).Select(word => ($"space.{PrecisionGene.Name}", word)),
    ];

    private static IEnumerable<string> MissedDeadlines(StudySpec spec) =>
    [
        .. spec.Objectives.Index().Where(pair => pair.Item.Metric == Metrics.MissedDeadlines.Name).Select(pair => $"objectives[{pair.Index}]"),
        .. spec.Constraints.Index().Where(pair => pair.Item.Contains(Metrics.MissedDeadlines.Name, StringComparison.Ordinal)).Select(pair => $"constraints[{pair.Index}]"),
    ];

    private static string? OfTexts(GeneSpec gene, DataProfile profile)
    {
        var foreign = gene.Name == "family" ? gene.Values.FirstOrDefault(family => family != "linear" && TextShapes.Families.Contains(family) != TextShapes.IsText(profile.Input)) : null;
        if (TextShapes.IsText(profile.Input))
        {
            return foreign is not null ? $"a {foreign} does not read texts; this data is one, so search {Nearest.AnyOf([.. TextShapes.Families])}."
                : s_ofImages.Except(["channels", "dense"]).Contains(gene.Name) ? $"\"{gene.Name}\" is for images, and this data is a text; leave it out."
                : null;
        }

        var isOfTexts = s_ofTexts.Contains(gene.Name) || (gene.Name == "heads" && !profile.Input.IsImage);
        return (foreign is not null && !profile.IsOfPairs) || isOfTexts
            ? $"{foreign ?? $"\"{gene.Name}\""} is for texts, and this data is none; name a column of text (--text, task.text), or leave it out."
            : null;
    }
}
