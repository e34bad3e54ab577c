using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A recommender over tables of categories: one number out of one vector a field.</summary>
public sealed record RecommenderArchitecture : Architecture
{
    /// <summary>Rows of all tables together.</summary>
    public required long Rows { get; init; }

    /// <summary>Numbers of a row; 0: only a linear part.</summary>
    public required int Size { get; init; }

    /// <summary>Fields, each with one row in an example.</summary>
    public required int Fields { get; init; }

    /// <summary>Whether each row has a linear weight too.</summary>
    public bool HasLinear { get; init; }

    /// <summary>How fields meet.</summary>
    public Interaction Interaction { get; init; }

    /// <summary>Cross layers.</summary>
    public int CrossLayers { get; init; }

    /// <summary>Units of the hidden layers; empty: no network.</summary>
    public ImmutableArray<int> Hidden { get; init; } = [];

    /// <summary>Sizes of the network over dense features, from their count to a row's numbers; empty: none.</summary>
    public ImmutableArray<int> Bottom { get; init; } = [];

    /// <summary>Whether hidden layers are batch normalised.</summary>
    public bool HasBatchNorm { get; init; }

    /// <inheritdoc/>
    public override string Kind => "recommender";

    /// <inheritdoc/>
    public override string Unit => "example";

    /// <inheritdoc/>
    public override long EmbeddingParameters => Rows * (Size + (HasLinear ? 1 : 0));

    private long Wide => (long)Fields * Size;

    private long Vectors => Fields + (Bottom.IsEmpty ? 0 : 1);

    private long Pairs => Vectors * (Vectors - 1) / 2;

    private bool IsCross => Interaction is Interaction.CrossVector or Interaction.CrossMatrix;

    private long Inputs => Interaction switch
    {
        Interaction.InnerProduct => Wide + Pairs,
        Interaction.Dot => Pairs + Size,
        _ => Wide + (Bottom.IsEmpty ? 0 : Size),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<WeightGroup> Groups() =>
    [
        .. new[] { new WeightGroup("tables", EmbeddingParameters, HasLinear ? Wide + Fields : Wide, 0) }
            .Concat(Bottom.Zip(Bottom.Skip(1)).Select(pair => Dense("bottom", pair.First, pair.Second)))
            .Append(Interaction is Interaction.InnerProduct or Interaction.Dot ? new WeightGroup("interaction", 0, 0, Pairs * Size) : default)
            .Append(IsCross ? Cross() * CrossLayers : default)
            .Concat(Network())
            .Append(Output())
            .Where(group => group.Count > 0 || group.Matmul > 0),
    ];

    /// <inheritdoc/>
    public override double ForwardFlops(long context, bool isCausal = true) => 2.0 * Groups().Sum(group => group.Matmul);

    private WeightGroup Cross() => Interaction == Interaction.CrossMatrix
        ? WeightGroup.Matrices("cross layers", Wide * Wide, Wide)
        : WeightGroup.Matrices("cross layers", Wide, Wide);

    private IEnumerable<WeightGroup> Network()
    {
        var inputs = Inputs;
        foreach (var units in Hidden)
        {
            yield return Dense("network", inputs, units);
            yield return WeightGroup.Vectors("batch norms", HasBatchNorm ? 2L * units : 0);
            inputs = units;
        }
    }

    /// <summary>One number: of the cross layers beside the network's, of the network, or a bias of the sums alone.</summary>
    private WeightGroup Output() => (IsCross, Hidden.IsEmpty) switch
    {
        (true, _) => Dense("output", Wide + (Hidden.IsEmpty ? 0 : Hidden[^1]), 1),
        (_, false) => Dense("output", Hidden[^1], 1),
        _ => WeightGroup.Vectors("output", 1),
    };

    private static WeightGroup Dense(string part, long inputs, long outputs) => WeightGroup.Matrices(part, inputs * outputs, outputs);
}
