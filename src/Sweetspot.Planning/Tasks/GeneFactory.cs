using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Makes the search space of checked gene specifications.</summary>
internal static class GeneFactory
{
    /// <summary>The space; its genes were found without problems by <see cref="SpaceChecks"/>.</summary>
    public static SearchSpace Space(IReadOnlyList<GeneSpec> specs)
    {
        var genes = specs.Where(spec => spec.Type != "derived").ToList();
        return new SearchSpace(
            genes.Select((spec, index) => Gene(spec, genes.Take(index))),
            specs.Where(spec => spec.Type == "derived").Select(spec => Expressions.Derived(spec.Name, spec.Expression!, NameTable.OfGenes(genes, []))));
    }

    /// <summary>A gene of whole numbers, smallest first.</summary>
    public static GeneSpec List(string name, int[] values, string? when = null) =>
        new() { Name = name, Type = "list", Values = [.. values.Select(value => value.ToString(CultureInfo.InvariantCulture))], When = when };

    /// <summary>The first value of each gene.</summary>
    public static Dictionary<string, GeneValue> Lowest(IEnumerable<GeneSpec> specs) => specs.ToDictionary(spec => spec.Name, spec => spec.Type switch
    {
        "int" => GeneValue.Of(spec.Low),
        "choice" => GeneValue.Of(spec.Values[0]),
        _ => GeneValue.Of(double.Parse(spec.Values[0], CultureInfo.InvariantCulture)),
    });

    private static Gene Gene(GeneSpec spec, IEnumerable<GeneSpec> earlier)
    {
        var when = spec.When is { } text ? Expressions.Condition(text, NameTable.OfGenes(earlier, [])) : null;
        var scale = spec.Scale == "log" ? GeneScale.Log : GeneScale.Linear;
        return spec.Type switch
        {
            "int" => new IntegerGene(spec.Name, spec.Low, spec.High, scale, spec.Multiple, when),
            "real" => new RealGene(spec.Name, spec.Low, spec.High, scale, when),
            "list" => new OrderedGene(spec.Name, Values(spec), when),
            "choice" => new CategoricalGene(spec.Name, Values(spec), when),
            _ => throw new ArgumentException($"\"{spec.Type}\" is not a type of gene", nameof(spec)),
        };
    }

    // One word makes all of them words, as expressions read them.
    private static IEnumerable<GeneValue> Values(GeneSpec spec)
    {
        var areNumbers = spec.Values.All(GeneSpec.IsNumber);
        return spec.Values.Select(value => areNumbers
            ? GeneValue.Of(double.Parse(value, CultureInfo.InvariantCulture))
            : GeneValue.Of(value));
    }
}
