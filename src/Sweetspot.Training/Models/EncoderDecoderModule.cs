using System.Runtime.InteropServices;
using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The module of an <see cref="EncoderDecoderShape"/>: ids of sources and targets (B, S + T), 0 where a text has ended, to scores of each target token (B, T, vocabulary).</summary>
/// <remarks>
/// State: <c>source.weight</c> (vocabulary, width; absent where both sides share one), <c>source_positions</c> (S, width), <c>encoderN</c> as <see cref="TransformerBlock"/> says,
/// <c>encoder_norm</c>; <c>target.weight</c>, <c>target_positions</c>, <c>decoderN</c> as <see cref="DecoderBlock"/> says, <c>decoder_norm</c>, <c>output_bias</c>. Vectors of tokens are
/// multiplied by √width on the way in; those of the target are the output layer as well (Press and Wolf 2017, arXiv 1608.05859). Batches are cut to their longest texts.
/// </remarks>
internal sealed class EncoderDecoderModule : nn.Module<Tensor, Tensor>
{
    private const double Never = -1e9;
    private const double PositionDeviation = 0.5;
    private const int FirstWritten = PairTokenizers.End; // padding and unknown are never written
    private readonly EncoderDecoderShape _shape;
    private readonly Embedding _source;
    private readonly Embedding _target;
    private readonly Parameter _sourcePositions;
    private readonly Parameter _targetPositions;
    private readonly Parameter _outputBias;
    private readonly TransformerBlock[] _encoder;
    private readonly DecoderBlock[] _decoder;
    private readonly LayerNorm _encoderNorm;
    private readonly LayerNorm _decoderNorm;
    private readonly Dropout _drop;

    public EncoderDecoderModule(EncoderDecoderShape shape, double dropout)
        : base(nameof(EncoderDecoderModule))
    {
        _shape = shape;
        _target = Vectors(shape.Target.Vocabulary, shape.Width);
        _source = shape.IsShared ? _target : Vectors(shape.Source.Vocabulary, shape.Width);
        _sourcePositions = new Parameter(randn(shape.Source.Length, shape.Width) * PositionDeviation);
        _targetPositions = new Parameter(randn(shape.Target.Length, shape.Width) * PositionDeviation);
        _encoder = [.. Enumerable.Range(0, shape.Encoder).Select(_ => new TransformerBlock(shape.Block, dropout))];
        _decoder = [.. Enumerable.Range(0, shape.Decoder).Select(_ => new DecoderBlock(shape, dropout))];
        (_encoderNorm, _decoderNorm, _drop) = (nn.LayerNorm(shape.Width), nn.LayerNorm(shape.Width), nn.Dropout(dropout));
        _outputBias = new Parameter(zeros(shape.Target.Vocabulary));
        Register();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var source = Cut(ids.narrow(1, 0, _shape.Source.Length));
        var target = Cut(ids.narrow(1, _shape.Source.Length, _shape.Target.Length));
        var (read, bias) = Read(source);
        var begun = cat([full_like(target.narrow(1, 0, 1), PairTokenizers.End), target.narrow(1, 0, target.shape[1] - 1)], 1);  // (B, T)
        var hidden = Vectors(_target, _targetPositions, begun, 0);
        foreach (var block in _decoder)
        {
            hidden = block.call(hidden, block.Remember(read, bias, 0));
        }

        return Scores(hidden).MoveToOuterDisposeScope();
    }

    /// <summary>Writes greedily: at each step the likeliest token, until the end. In evaluation mode, without gradients.</summary>
    /// <param name="source">(B, up to S) ids.</param>
    /// <param name="steps">Most tokens of each.</param>
    /// <param name="stopsAtEnd">Whether a text ends where the model says so, rather than after all steps.</param>
    /// <returns>Ids of each text, without the end.</returns>
    public int[][] Translate(Tensor source, int steps, bool stopsAtEnd = true)
    {
        using var scope = NewDisposeScope();
        var (read, bias) = Read(Cut(source));
        var batch = (int)source.shape[0];
        var memories = _decoder.Select(block => block.Remember(read, bias, steps)).ToList();
        var written = Enumerable.Range(0, batch).Select(_ => new List<int>()).ToArray();
        var ended = new bool[batch];
        var token = full(batch, 1, PairTokenizers.End, dtype: ScalarType.Int64);
        for (var step = 0; step < steps && !ended.All(isEnded => isEnded); step++)
        {
            using var inner = NewDisposeScope();
            token.copy_(Next(token, step, memories));
            var ids = MemoryMarshal.Cast<byte, long>(token.bytes);
            for (var row = 0; row < batch; row++)
            {
                ended[row] |= stopsAtEnd && ids[row] == PairTokenizers.End;
                if (!ended[row])
                {
                    written[row].Add((int)ids[row]);
                }
            }
        }

        return [.. written.Select(ids => ids.ToArray())];
    }

    /// <summary>Nothing: the parts are registered in the constructor, under names that stay.</summary>
    protected override void RegisterComponents()
    {
    }

    private void Register()
    {
        if (!_shape.IsShared)
        {
            register_module("source", _source);
        }

        register_parameter("source_positions", _sourcePositions);
        foreach (var (index, block) in _encoder.Index())
        {
            register_module($"encoder{index}", block);
        }

        register_module("encoder_norm", _encoderNorm);
        register_module("target", _target);
        register_parameter("target_positions", _targetPositions);
        foreach (var (index, block) in _decoder.Index())
        {
            register_module($"decoder{index}", block);
        }

        register_module("decoder_norm", _decoderNorm);
        register_parameter("output_bias", _outputBias);
        register_module("drop", _drop);
    }

    /// <returns>(B, 1) ids.</returns>
    private Tensor Next(Tensor token, int step, List<DecoderMemory> memories)
    {
        var hidden = Vectors(_target, _targetPositions, token, step);
        foreach (var (block, memory) in _decoder.Zip(memories))
        {
            hidden = block.call(hidden, memory);
        }

        return Scores(hidden).narrow(2, FirstWritten, _shape.Target.Vocabulary - FirstWritten).argmax(2) + FirstWritten;
    }

    /// <returns>What was read, (B, S, width), and what keeps attention from padding, (B, 1, 1, S).</returns>
    private (Tensor Read, Tensor Bias) Read(Tensor source)
    {
        var bias = (source.eq(FittedTokenizer.Padding).to(ScalarType.Float32) * Never).unsqueeze(1).unsqueeze(1);
        var hidden = Vectors(_source, _sourcePositions, source, 0);
        foreach (var block in _encoder)
        {
            hidden = block.call(hidden, bias);
        }

        return (_encoderNorm.call(hidden), bias);
    }

    private Tensor Vectors(Embedding table, Parameter positions, Tensor ids, int from) =>
        _drop.call((table.call(ids) * Math.Sqrt(_shape.Width)) + positions.narrow(0, from, ids.shape[1])); // (B, length, width)

    private Tensor Scores(Tensor hidden) => nn.functional.linear(_decoderNorm.call(hidden), _target.weight!, _outputBias); // (B, length, vocabulary)

    /// <summary>To the longest text of the batch, at least one token.</summary>
    private static Tensor Cut(Tensor ids)
    {
        var longest = ids.ne(FittedTokenizer.Padding).sum(1).max().item<long>();
        return ids.narrow(1, 0, Math.Max(1, longest));
    }

    private static Embedding Vectors(int vocabulary, int width)
    {
        var table = nn.Embedding(vocabulary, width);
        nn.init.normal_(table.weight!, 0, 1 / Math.Sqrt(width));
        return table;
    }
}
