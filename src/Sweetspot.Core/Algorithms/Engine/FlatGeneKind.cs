namespace Sweetspot.Core;

/// <summary>What the numbers of a gene mean.</summary>
public enum FlatGeneKind
{
    /// <summary>Any number of a range.</summary>
    Real,

    /// <summary>Whole numbers of a range, or the places of an ordered list: near ones are alike.</summary>
    Whole,

    /// <summary>Places of a list without an order.</summary>
    Categorical,
}
