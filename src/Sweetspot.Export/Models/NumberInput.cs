namespace Sweetspot.Export;

/// <summary>A row of numbers, encoded as the encoder in the file's metadata says.</summary>
/// <param name="Features">Numbers in a row.</param>
public sealed record NumberInput(int Features) : GraphInput
{
    /// <summary>Its name.</summary>
    public const string InputName = "features";

    /// <inheritdoc/>
    public override string Name => InputName;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [Features];

    /// <inheritdoc/>
    public override string Preprocessing => "none in the graph; encode rows as the metadata sweetspot.encoder says";
}
