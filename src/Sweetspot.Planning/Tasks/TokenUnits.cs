using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Quantities that are counted in tokens: where the search decides what a token is, they compare nothing.</summary>
internal static class TokenUnits
{
    private static readonly ImmutableArray<string> s_genes = ["shared", "tokenizer", "vocabulary", "target_tokenizer", "target_vocabulary"];

    /// <summary>Every objective, limit and price in tokens that differ between the candidates, with the path of the key at fault.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="kind">Its task.</param>
    /// <param name="genes">Its space, given or by default.</param>
    public static IEnumerable<(string Path, string Message)> Problems(StudySpec spec, TaskKind kind, IReadOnlyList<GeneSpec> genes)
    {
        var varying = Deciding(kind, genes).Where(name => genes.Any(gene => gene.Name == name && Varies(gene))).ToList();
        return varying.Count == 0 ? [] :
            from metric in Counted(kind)
            from path in Mentions(spec, metric.Name)
            select (path, $"\"{metric.Name}\" is counted in tokens, and the search decides what a token is ({string.Join(", ", varying)}); use {metric.Instead}, or give one value to each of these.");
    }

    /// <summary>What a space fixes of the tokens, for references to be compared in the same.</summary>
    public static IEnumerable<KeyValuePair<string, GeneValue>> Fixed(IReadOnlyList<GeneSpec> genes) =>
        from gene in genes
        where s_genes.Contains(gene.Name) && gene.Type != "derived" && !Varies(gene)
        let value = gene.Values is [var only, ..] ? only : FormattableString.Invariant($"{gene.Low}")
        select KeyValuePair.Create(gene.Name, GeneSpec.IsNumber(value) ? GeneValue.Of(double.Parse(value, System.Globalization.CultureInfo.InvariantCulture)) : GeneValue.Of(value));

    private static (string Name, string Instead)[] Counted(TaskKind kind) => kind switch
    {
        TaskKind.Translation => [(Metrics.Loss.Name, Metrics.NatsPerCharacter.Name), (Metrics.TokensPerSecond.Name, Metrics.Throughput.Name)],
        TaskKind.LanguageModel =>
        [
            .. new[] { Metrics.Loss, Metrics.NatsPerToken, Metrics.Perplexity }.Select(metric => (metric.Name, Metrics.NatsPerByte.Name)),
            (Metrics.Tokens.Name, Metrics.TrainSeconds.Name),
        ],
        _ => [],
    };

    /// <summary>The genes that the tokens of what is written follow from.</summary>
    private static ImmutableArray<string> Deciding(TaskKind kind, IReadOnlyList<GeneSpec> genes)
    {
        if (kind != TaskKind.Translation)
        {
            return kind == TaskKind.LanguageModel ? ["tokenizer", "vocabulary"] : [];
        }

        var own = genes.FirstOrDefault(gene => gene.Name == "target_tokenizer");
        return genes.FirstOrDefault(gene => gene.Name == "shared") is not null ? s_genes
            : own is null ? ["tokenizer", "target_vocabulary"]
            : own.When is null ? ["target_tokenizer", "target_vocabulary"]
            : ["tokenizer", "target_tokenizer", "target_vocabulary"];
    }

    private static bool Varies(GeneSpec gene) => gene.Type == "derived" ? !GeneSpec.IsNumber(gene.Expression ?? "")
        : gene.Values.IsEmpty ? gene.High > gene.Low
        : gene.Values.Distinct().Skip(1).Any();

    private static IEnumerable<string> Mentions(StudySpec spec, string metric)
    {
        var word = new Regex($@"\b{metric}\b", RegexOptions.CultureInvariant);
        return
        [
            .. spec.Objectives.Index().Where(pair => pair.Item.Metric == metric).Select(pair => $"objectives[{pair.Index}]"),
            .. spec.Constraints.Index().Where(pair => word.IsMatch(pair.Item)).Select(pair => $"constraints[{pair.Index}]"),
            .. spec.Choose.Prices.Where(price => price.Key == metric).Select(price => $"choose.prices.{price.Key}"),
        ];
    }
}
