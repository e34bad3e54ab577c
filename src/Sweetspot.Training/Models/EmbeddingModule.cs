using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>An mlp over numbers and the vectors of categories: (B, numbers) and ids (B, columns) in, (B, outputs) out.</summary>
/// <remarks>
/// State: <c>embedding0.weight</c>, <c>embedding1.weight</c>, … (levels, width), row 0 of which stands for unseen values and stays 0; then the layers of the mlp. The
/// vectors follow the numbers in the order of their columns.
/// </remarks>
internal sealed class EmbeddingModule : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly List<Embedding> _tables = [];
    private readonly Sequential _layers;

    public EmbeddingModule(MlpShape shape, double dropout)
        : base(nameof(EmbeddingModule))
    {
        foreach (var (column, (levels, width)) in shape.Input.Levels.Zip(shape.Vectors).Index())
        {
            // As large as the one-hot column that it stands for: vectors of about length 1.
            _tables.Add(TextLayers.Embedding(levels, width, 10 / Math.Sqrt(width)));
            register_module($"embedding{column}", _tables[column]);
        }

        _layers = nn.Sequential(ModelBuilder.Layers(shape, dropout));
        foreach (var (name, layer) in _layers.named_children())
        {
            register_module(name, layer);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numbers, Tensor ids) =>
        _layers.call(cat([numbers, .. _tables.Select((table, column) => table.call(ids.select(1, column)))], 1));

    /// <summary>Nothing: the parts are registered above, under names that stay.</summary>
    protected override void RegisterComponents()
    {
    }
}
