namespace Sweetspot.Planning;

/// <summary>What the training rows of a text hold: enough to choose tokenizers, lengths and vocabularies to search.</summary>
public sealed record TextFacts
{
    /// <summary>Its column, or columns joined.</summary>
    public required string Column { get; init; }

    /// <summary>Whether its words are told apart by spaces.</summary>
    public required bool HasWords { get; init; }

    /// <summary>Units (words, or characters where there are no words) of the text in the middle.</summary>
    public required int MedianLength { get; init; }

    /// <summary>Units that 95 % of the texts keep within.</summary>
    public required int LongLength { get; init; }

    /// <summary>Units that 99 % of the texts keep within.</summary>
    public required int LongestLength { get; init; }

    /// <summary>Characters that 95 % of the texts keep within.</summary>
    public required int LongCharacters { get; init; }

    /// <summary>Different units that occur at least twice.</summary>
    public required int Units { get; init; }

    /// <summary>Different characters that occur at least twice.</summary>
    public required int Characters { get; init; }

    /// <summary>Different 1- and 2-grams of units that at least two texts have.</summary>
    public required int Grams { get; init; }
}
