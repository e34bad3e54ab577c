using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The module of a <see cref="GptShape"/>: ids (B, length) to scores of the next token at each place, (B, length, vocabulary).</summary>
/// <remarks>
/// State: <c>embedding.weight</c> (vocabulary, width), of each block from 0 what <see cref="TransformerBlock"/> says, as <c>blockN.norm1</c> and so on, <c>norm</c>, and where the
/// output is not the embedding again <c>output.weight</c> (vocabulary, width). Positions are rotary: nothing of them is kept.
/// </remarks>
internal sealed class GptModule : nn.Module<Tensor, Tensor>
{
    /// <summary>Deviation of the first scores: near that of knowing nothing.</summary>
    private const double FirstScores = 0.5;

    private readonly RotaryPositions _positions;
    private readonly Embedding _embedding;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear? _output;

    public GptModule(GptShape shape, double dropout)
        : base(nameof(GptModule))
    {
        _positions = new RotaryPositions(shape.Context, shape.Block.Part);
        _embedding = nn.Embedding(shape.Tokens.Vocabulary, shape.Width);
        nn.init.normal_(_embedding.weight!, 0, FirstScores / Math.Sqrt(shape.Width));
        _blocks = [.. Enumerable.Range(0, shape.Depth).Select(_ => new TransformerBlock(shape.Block, dropout, back: 1 / (2.0 * shape.Depth), _positions))];
        _norm = nn.LayerNorm(shape.Width);
        register_module("embedding", _embedding);
        foreach (var (index, block) in _blocks.Index())
        {
            register_module($"block{index}", block);
        }

        register_module("norm", _norm);
        if (!shape.IsTied)
        {
            _output = nn.Linear(shape.Width, shape.Tokens.Vocabulary, hasBias: false);
            nn.init.normal_(_output.weight, 0, FirstScores / Math.Sqrt(shape.Width));
            register_module("output", _output);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = _embedding.call(input); // (B, length, width)
        foreach (var block in _blocks)
        {
            hidden = block.call(hidden, null);
        }

        hidden = _norm.call(hidden);
        return (_output is null ? nn.functional.linear(hidden, _embedding.weight!) : _output.call(hidden)).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: the parts are registered above, under names that stay. A module that holds this one would add them again, under the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _positions.Dispose();
        }

        base.Dispose(disposing);
    }
}
