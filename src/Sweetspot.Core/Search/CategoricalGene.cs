namespace Sweetspot.Core;

/// <summary>A choice among words or numbers without an order.</summary>
public sealed record CategoricalGene : ListGene
{
    /// <summary>Makes one.</summary>
    /// <exception cref="UserInputException">The list is empty, or a value stands in it twice.</exception>
    public CategoricalGene(string name, IEnumerable<GeneValue> values, Condition? when = null)
        : base(name, values, when)
    {
    }

    /// <inheritdoc/>
    public override bool IsOrdered => false;

    /// <inheritdoc/>
    public override string Describe() => "one of " + base.Describe();
}
