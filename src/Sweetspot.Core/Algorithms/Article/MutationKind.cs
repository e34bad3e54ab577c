namespace Sweetspot.Core;

/// <summary>How the article's program mutates a gene.</summary>
public enum MutationKind
{
    /// <summary>As written: logical not, which makes 0 of any other number and 1 of 0. Such genes leave the declared range 1..100.</summary>
    LogicalNot,

    /// <summary>A proper mutation: drawn anew from 1..100.</summary>
    Redraw,
}
