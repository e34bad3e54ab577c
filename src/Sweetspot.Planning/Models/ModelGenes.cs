using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Sweetspot.Planning;

/// <summary>The genes that <see cref="ModelShape.Decode"/> reads.</summary>
internal static class ModelGenes
{
    /// <summary>Each of them, widely bounded.</summary>
    public static readonly ImmutableArray<GeneSpec> Specs =
    [
        new() { Name = "family", Type = "choice", Values = ["linear", "mlp", "cnn", "vit", "ngrams", "textcnn", "transformer", "gpt", "bigram", "fusion", .. RatingShape.Families, TranslationShapes.Family] },
        new() { Name = "tokenizer", Type = "choice", Values = TokenizerNames.All },
        Integer("features", 3), Integer("grams", 1), Integer("vocabulary", 3), Integer("length", 1), Integer("ratio", 1),
        Integer("context", 1), Integer("kv_heads", 1), Integer("gated", 0), Integer("tied", 0),
        Integer("depth", 0), Integer("width", 1), Integer("stages", 1), Integer("channels", 1), Integer("convolutions", 1), Integer("kernel", 1), Integer("dense", 0),
        new() { Name = "block", Type = "choice", Values = ["plain", "residual", "separable"] },
        Integer("patch", 1), Integer("heads", 1), Integer("resolution", 1),
        new() { Name = "augment", Type = "choice", Values = ["none", "shift", "crop", "flip"] },
        .. FusionGenes.Specs,
        Integer("encoder", 0), Integer("decoder", 1), Integer("shared", 0), Integer("target_vocabulary", 4),
        new() { Name = "target_tokenizer", Type = "choice", Values = [.. TranslationShapes.Tokenizers] },
        new() { Name = PrecisionGene.Name, Type = "choice", Values = PrecisionGene.Words },
        Integer("factors", 0), new() { Name = "regularization", Type = "real", Low = 0, High = 4096 },
        new() { Name = Compression.PruneGene, Type = "real", Low = 0, High = Compression.MostPruned },
        new() { Name = Compression.DistillGene, Type = "choice", Values = [Compression.Off, Compression.On] },
    ];

    /// <summary>The words that a gene may have; empty for genes that are numbers, and for other names.</summary>
    public static ImmutableArray<string> Words(string name) => Specs.FirstOrDefault(gene => gene.Name == name)?.Values ?? [];

    /// <summary>The least value that makes a model; null for other names.</summary>
    public static double? Least(string name) => Specs.FirstOrDefault(gene => gene.Name == name && gene.Type == "int")?.Low;

    /// <summary>Genes and derived values of a space that no model, no expression of the space and no constraint reads.</summary>
    public static IEnumerable<GeneSpec> Unread(IReadOnlyCollection<GeneSpec> space, IEnumerable<string> constraints)
    {
        var expressions = space.SelectMany(gene => new[] { gene.When, gene.Expression }).OfType<string>().Concat(constraints).ToList();
        return space.Where(gene => Specs.All(known => known.Name != gene.Name)
            && !expressions.Exists(text => Regex.IsMatch(text, $@"\b{Regex.Escape(gene.Name)}\b", RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    private static GeneSpec Integer(string name, int least) => new() { Name = name, Type = "int", Low = least, High = 4096 };
}
