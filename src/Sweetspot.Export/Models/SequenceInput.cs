namespace Sweetspot.Export;

/// <summary>Ids of a text, 64-bit, as many as the longest text of a batch has; 0 fills up.</summary>
/// <param name="Name">Name of the graph's input.</param>
/// <param name="Longest">Most ids.</param>
/// <param name="Vocabulary">Different ids.</param>
public sealed record SequenceInput(string Name, int Longest, int Vocabulary) : GraphInput
{
    /// <summary>What is read.</summary>
    public const string Source = "source";

    /// <summary>Name of the dimension that is as long as the longest source text of a batch.</summary>
    public const string SourceLength = "source_length";

    /// <summary>Name of the dimension that is as long as the longest target text of a batch.</summary>
    public const string TargetLength = "target_length";

    /// <summary>What is written so far, the beginning included.</summary>
    public const string Target = "target";

    /// <inheritdoc/>
    public override string Name { get; } = Name;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [Longest];

    /// <inheritdoc/>
    public override string Preprocessing => "none in the graph; make ids as the metadata sweetspot.encoder says";
}
