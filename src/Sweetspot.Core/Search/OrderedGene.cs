namespace Sweetspot.Core;

/// <summary>A list of numbers or words in a meaningful order: 32, 64, 128; small, medium, large.</summary>
public sealed record OrderedGene : ListGene
{
    /// <summary>Makes one; the order of the list is the order of the gene.</summary>
    /// <exception cref="UserInputException">The list is empty, or a value stands in it twice.</exception>
    public OrderedGene(string name, IEnumerable<GeneValue> values, Condition? when = null)
        : base(name, values, when)
    {
    }
}
