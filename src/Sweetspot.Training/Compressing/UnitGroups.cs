using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Where the units of each family lie in its tensors. Names are those of the state dictionary (<see cref="ModelBuilder"/>).</summary>
internal static class UnitGroups
{
    /// <summary>Every group that loses units between two shapes; of a transformer, once blocks were removed.</summary>
    /// <exception cref="ArgumentException">The shapes are not of one family that can be pruned.</exception>
    public static IReadOnlyList<UnitGroup> Of(ModelShape dense, ModelShape pruned) => (dense, pruned) switch
    {
        (MlpShape before, MlpShape after) => Chain("", before.Hidden, after.Hidden),
        (NcfShape before, NcfShape after) => Chain("", before.Hidden, after.Hidden),
        (TowersShape before, TowersShape after) => [.. Chain("user_", before.Hidden, after.Hidden), .. Chain("item_", before.Hidden, after.Hidden)],
        (FusionShape before, FusionShape after) => FusionGroups.Of(before, after),
        (CnnShape before, CnnShape after) => CnnGroups.Of(before, after),
        (NgramShape before, NgramShape after) => Grams(before, after),
        (TextCnnShape before, TextCnnShape after) => TextCnn(before, after),
        _ when Blocks(dense) is var (_, before) && Blocks(pruned) is var (depth, after) =>
            [.. Enumerable.Range(0, depth).SelectMany(block => Block(NameOfBlock(block), before, after))],
        _ => throw new ArgumentException($"nothing is known of pruning {dense.Describe()} to {pruned.Describe()}", nameof(pruned)),
    };

    /// <summary>The heads of one block of a transformer, and the units of its feed-forward layer.</summary>
    /// <param name="name">The block's name.</param>
    /// <param name="before">Its sizes before.</param>
    /// <param name="after">Its sizes after.</param>
    public static IEnumerable<UnitGroup> Block(string name, BlockShape before, BlockShape after)
    {
        var (part, sharing) = (before.Part, before.Heads / before.KeyHeads);
        IEnumerable<UnitSlice> Projections(string tensor) =>
        [
            new(tensor, 0, UnitRole.Companion, sharing * part), new(tensor, 0, UnitRole.Companion, part, before.QueryWidth),
            new(tensor, 0, UnitRole.Incoming, part, before.QueryWidth + before.KeyWidth), // values: scores say where to look, not how much there is
        ];
        yield return new UnitGroup(before.KeyHeads, after.KeyHeads,
        [
            .. Projections($"{name}.qkv.weight"), .. Projections($"{name}.qkv.bias"), new($"{name}.attention.weight", 1, UnitRole.Outgoing, sharing * part),
        ]);
        string[] made = before.IsGated ? [$"{name}.up", $"{name}.gate"] : [$"{name}.up"];
        yield return new UnitGroup(before.Units, after.Units,
        [
            .. made.SelectMany(layer => (UnitSlice[])[new($"{layer}.weight", 0, UnitRole.Incoming), new($"{layer}.bias", 0, UnitRole.Incoming)]),
            new($"{name}.down.weight", 1, UnitRole.Outgoing),
        ]);
    }

    /// <summary>How many blocks a transformer has, and their sizes; null for other models.</summary>
    public static (int Depth, BlockShape Block)? Blocks(ModelShape shape) => shape switch
    {
        VitShape vit => (vit.Depth, vit.Block),
        TextEncoderShape encoder => (encoder.Depth, encoder.Block),
        _ => null,
    };

    /// <summary>The start of the names of a block's tensors.</summary>
    public static string NameOfBlock(int index) => $"block{index}";

    /// <summary>The units of a layer: rows of its weight and bias, and columns of the next.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="next">The layer that reads it.</param>
    /// <param name="count">Units before.</param>
    /// <param name="kept">Units after.</param>
    public static UnitGroup Layer(string layer, string next, int count, int kept) => new(count, kept,
    [
        new($"{layer}.weight", 0, UnitRole.Incoming), new($"{layer}.bias", 0, UnitRole.Incoming), new($"{next}.weight", 1, UnitRole.Outgoing),
    ]);

    /// <summary>The units of hidden layers one after another, then the output.</summary>
    public static List<UnitGroup> Chain(string prefix, ImmutableArray<int> before, ImmutableArray<int> after) =>
    [
        .. before.Zip(after, (count, kept) => (count, kept)).Index().Select(layer => Layer(
            $"{prefix}hidden{layer.Index}", layer.Index == before.Length - 1 ? $"{prefix}output" : $"{prefix}hidden{layer.Index + 1}", layer.Item.count, layer.Item.kept)),
    ];

    /// <summary>The numbers of an n-gram's vector, and the units of the dense layer.</summary>
    private static List<UnitGroup> Grams(NgramShape before, NgramShape after)
    {
        var next = before.Dense > 0 ? "dense" : "output";
        return
        [
            new UnitGroup(before.Width, after.Width, [new("embedding.weight", 1, UnitRole.Incoming), new($"{next}.weight", 1, UnitRole.Outgoing)]),
            .. before.Dense > 0 ? [Layer("dense", "output", before.Dense, after.Dense)] : Array.Empty<UnitGroup>(),
        ];
    }

    /// <summary>The numbers of a token's vector, and the channels of each convolution, which lie side by side before the output.</summary>
    private static List<UnitGroup> TextCnn(TextCnnShape before, TextCnnShape after) =>
    [
        new UnitGroup(before.Width, after.Width,
        [
            new("embedding.weight", 1, UnitRole.Incoming), .. TextCnnShape.Kernels.Select(kernel => new UnitSlice($"conv{kernel}.weight", 1, UnitRole.Outgoing)),
        ]),
        .. TextCnnShape.Kernels.Index().Select(kernel => new UnitGroup(before.Channels, after.Channels,
        [
            new($"conv{kernel.Item}.weight", 0, UnitRole.Incoming), new($"conv{kernel.Item}.bias", 0, UnitRole.Incoming),
            new("output.weight", 1, UnitRole.Outgoing, Offset: kernel.Index * before.Channels),
        ])),
    ];
}
