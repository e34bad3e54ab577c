using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>A transformer encoder: ids (B, length), 0 where the text has ended; no token attends there.</summary>
/// <remarks>
/// State: <c>embedding.weight</c> (vocabulary, width), <c>positions</c> (length, width); of each block from 0 what
/// <see cref="TransformerBlock"/> says, as <c>blockN.norm1</c> and so on; <c>norm</c>, <c>output</c>. The mean over the text's tokens goes to the output.
/// </remarks>
internal sealed class TextEncoderModule : nn.Module<Tensor, Tensor>
{
    private const double Never = -1e9;
    private readonly Embedding _embedding;
    private readonly Parameter _positions;
    private readonly Dropout _drop;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _output;

    public TextEncoderModule(TextEncoderShape shape, double dropout)
        : base(nameof(TextEncoderModule))
    {
        _embedding = TextLayers.Embedding(shape.Tokens.Vocabulary, shape.Width, 1);
        _positions = new Parameter(randn(shape.Tokens.Length, shape.Width) * 0.1f);
        _drop = nn.Dropout(dropout);
        _blocks = [.. Enumerable.Range(0, shape.Depth).Select(_ => new TransformerBlock(shape.Block, dropout))];
        _norm = nn.LayerNorm(shape.Width);
        _output = TextLayers.Output(shape.Width, shape.Outputs);
        register_module("embedding", _embedding);
        register_parameter("positions", _positions);
        register_module("drop", _drop);
        foreach (var (index, block) in _blocks.Index())
        {
            register_module($"block{index}", block);
        }

        register_module("norm", _norm);
        register_module("output", _output);
    }

    /// <summary>Nothing: the parts are registered above, under names that stay. A module that holds this one would add them again, under the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var ended = input.eq(FittedTokenizer.Padding).to(ScalarType.Float32);                                               // (B, length)
        var bias = (ended * Never).unsqueeze(1).unsqueeze(1);                                                                // (B, 1, 1, length)
        var hidden = _drop.call(_embedding.call(input) + _positions);                                                        // (B, length, width)
        foreach (var block in _blocks)
        {
            hidden = block.call(hidden, bias);
        }

        var kept = (1 - ended).unsqueeze(2);                                                                                 // (B, length, 1)
        var mean = (_norm.call(hidden) * kept).sum(1) / kept.sum(1).clamp_min(1);                                            // (B, width)
        return _output.call(_drop.call(mean));
    }
}
