using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What differs from a candidate in one kind of data: each that it uses left out, each that it leaves out used.</summary>
internal static class FusionAblations
{
    /// <summary>One candidate for each kind whose gene allows it.</summary>
    public static IEnumerable<Candidate> Of(Candidate candidate, DataProfile profile, IReadOnlyCollection<GeneSpec> genes, SearchSpace space)
    {
        foreach (var (gene, modality) in FusionGenes.Switches(profile.Input).Zip(FusionGenes.Modalities(profile)))
        {
            var value = genes.FirstOrDefault(spec => spec.Name == gene) is { } spec ? modality.IsUsed(candidate) ? Off(spec) : Middle(spec) : null;
            if (value is { } other)
            {
                yield return space.Create(genes.Where(one => one.Type != "derived").ToDictionary(
                    one => one.Name, one => one.Name == gene ? other : candidate.Find(one.Name) ?? Middle(one)));
            }
        }
    }

    private static GeneValue? Off(GeneSpec gene) => (gene.Type is "list" or "choice" ? gene.Values.Contains("0") : gene.Low <= 0) ? GeneValue.Of(0) : null;

    private static GeneValue Middle(GeneSpec gene)
    {
        if (gene.Type is not ("list" or "choice"))
        {
            return GeneValue.Of(gene.Low > 0 ? gene.Low : gene.Low + (gene.Multiple * Math.Ceiling((gene.High - gene.Low) / 2 / gene.Multiple)));
        }

        var values = gene.Values.Where(value => value != "0").ToList();
        var middle = gene.Type == "choice" ? values[0] : values[values.Count / 2];
        return gene.Values.All(GeneSpec.IsNumber) ? GeneValue.Of(double.Parse(middle, CultureInfo.InvariantCulture)) : GeneValue.Of(middle);
    }
}
