using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The genes that make a model small after or while it is trained: <c>prune</c> and <c>distill</c>.</summary>
public static class Compression
{
    /// <summary>Name of the gene for the share of units, channels, heads and layers that is removed after training.</summary>
    public const string PruneGene = "prune";

    /// <summary>Name of the gene for learning from a teacher's answers: <c>off</c> or <c>on</c>.</summary>
    public const string DistillGene = "distill";

    /// <summary>The largest share that may be removed.</summary>
    public const double MostPruned = 0.95;

    internal const string On = "on";
    internal const string Off = "off";

    /// <summary>Marks a twin; no gene of any space.</summary>
    private const string ScratchMark = "from_scratch";

    /// <summary>The share that is removed; 0: nothing.</summary>
    public static double Pruned(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Number(PruneGene, 0);
    }

    /// <summary>Whether it learns from a teacher.</summary>
    public static bool IsDistilled(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Word(DistillGene, Off) == On;
    }

    /// <summary>Whether either gene is at work.</summary>
    public static bool IsCompressed(Candidate candidate) => Pruned(candidate) > 0 || IsDistilled(candidate);

    /// <summary>Whether it is the twin of a compressed candidate: a model of the same final shape, simply trained from scratch.</summary>
    public static bool IsTwin(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Find(ScratchMark) is not null;
    }

    /// <summary>The candidate of the same final shape that is simply trained from scratch.</summary>
    public static Candidate Twin(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return new Candidate(candidate.Genes.Append(new(ScratchMark, GeneValue.Of("yes"))), candidate.Derived);
    }

    /// <summary>The candidate without either gene: the model before anything is removed.</summary>
    public static Candidate Plain(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return new Candidate(candidate.Genes.Where(gene => gene.Key is not (PruneGene or DistillGene or ScratchMark)), candidate.Derived);
    }

    /// <summary>What is done to it: <c>pruning 50 %</c>, <c>distillation</c>, both, or nothing.</summary>
    public static string Describe(Candidate candidate) => string.Join(" and ",
    [
        .. Pruned(candidate) is > 0 and var share ? [string.Create(CultureInfo.InvariantCulture, $"pruning {100 * share:0.#} %")] : Array.Empty<string>(),
        .. IsDistilled(candidate) ? ["distillation"] : Array.Empty<string>(),
    ]);

    /// <summary>The genes of <c>--compress</c>, for spaces that do not have them.</summary>
    /// <param name="space">The space so far.</param>
    /// <param name="profile">The data.</param>
    internal static IEnumerable<GeneSpec> Genes(IReadOnlyCollection<GeneSpec> space, DataProfile profile)
    {
        if (profile.Input.IsTranslation)
        {
            yield break;
        }

        if (profile.Kind == TaskKind.Translation)
        {
            yield break; // a known limit, docs/compression.md
        }

        var families = space.FirstOrDefault(gene => gene.Name == "family")?.Values ?? [];
        var unprunable = families.Where(PrunedShape.IsUnprunable).ToList();
        if (space.All(gene => gene.Name != PruneGene) && !FusionGenes.IsFusion(profile.Input) && (families.IsEmpty || unprunable.Count < families.Length))
        {
            yield return new GeneSpec
            {
                Name = PruneGene,
                Type = "list",
                Values = ["0", "0.25", "0.5", "0.75"],
                When = unprunable.Count == 0 ? null : string.Join(" and ", unprunable.Select(family => $"family != '{family}'")),
            };
        }

        if (space.All(gene => gene.Name != DistillGene) && profile.Kind != TaskKind.Ranking)
        {
            yield return new GeneSpec { Name = DistillGene, Type = "choice", Values = [Off, On] };
        }
    }
}
