using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Ids of tokens and categories, 64-bit: the tokens of each text, then one of each categorical column.</summary>
/// <param name="Shape">Texts and levels.</param>
public sealed record IdInput(InputShape Shape) : GraphInput
{
    /// <summary>Its name.</summary>
    public const string InputName = "ids";

    /// <summary>Whether it is a window of a text, of any length up to the context.</summary>
    public bool IsStream => Shape.Texts is [{ IsStream: true }];

    /// <inheritdoc/>
    public override string Name => InputName;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [Shape.IdCount];

    /// <inheritdoc/>
    public override string Preprocessing => "none in the graph; make ids as the metadata sweetspot.encoder says";
}
