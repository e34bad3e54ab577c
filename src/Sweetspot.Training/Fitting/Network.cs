using System.Runtime.InteropServices;
using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>A model with its input tensor, which is filled anew for each batch.</summary>
internal sealed class Network : IDisposable
{
    private const int IdBatch = 4096;
    private readonly nn.Module _module;
    private readonly bool _ownsModule;
    private readonly Examples _examples;
    private readonly InputBuffer? _input;
    private readonly InputBuffer _answerInput;
    private readonly int _outputs;
    private readonly int _answerBatch;
    private readonly ModelShape _shape;
    private InputBuffer? _idInput;
    private ScalarType _type = ScalarType.Float32;

    /// <summary>A freshly initialised model that is to learn.</summary>
    public Network(ModelShape shape, Examples examples, int batch, double dropout = 0)
        : this(ModelBuilder.BuildAny(shape, dropout), shape, examples)
    {
        (_ownsModule, _input) = (true, new InputBuffer(shape, batch));
        switch (_module)
        {
            case NgramModule grams:
                grams.Weigh(examples.TokenWeights);
                break;
            case FusionModule fusion:
                fusion.Weigh(examples.TokenWeights);
                break;
        }
    }

    /// <summary>A trained model that only answers; it stays its owner's.</summary>
    public Network(nn.Module module, ModelShape shape, Examples examples)
    {
        (_module, _examples, _outputs, _shape) = (module, examples, shape.Outputs, shape);
        _answerBatch = AnswerBatch.Of(shape);
        _answerInput = new InputBuffer(shape, _answerBatch);
    }

    /// <summary>The module.</summary>
    public nn.Module Module => _module;

    /// <summary>Its shape.</summary>
    public ModelShape Shape => _shape;

    /// <summary>The trained parameters, with their names.</summary>
    public IEnumerable<(string Name, Parameter Value)> Parameters => _module.named_parameters();

    /// <summary>Computes in other numbers from here on: weights, running statistics and what flows between layers.</summary>
    public void ComputeIn(ScalarType type)
    {
        _module.to(type);
        _type = type;
    }

    /// <summary>Forward pass of a training batch; call inside a dispose scope.</summary>
    /// <returns>(rows, outputs).</returns>
    public Tensor Forward(ReadOnlySpan<int> rows, Augmentation change, RandomStream chance)
    {
        var input = _input ?? throw new InvalidOperationException("this model only answers");
        return input.Take(_examples, rows, change, chance).Call(_module, _type);
    }

    /// <summary>What the model answers, without learning: [rows × outputs].</summary>
    public float[] Answer(ReadOnlySpan<int> rows)
    {
        var answers = new float[rows.Length * _outputs];
        _module.eval();
        using var noGradients = no_grad();
        for (var start = 0; start < rows.Length; start += _answerBatch)
        {
            using var scope = NewDisposeScope();
            var part = rows.Slice(start, Math.Min(_answerBatch, rows.Length - start));
            var output = _answerInput.Take(_examples, part).Call(_module, _type).contiguous(); // (part, outputs)
            MemoryMarshal.Cast<byte, float>(output.bytes).CopyTo(answers.AsSpan(start * _outputs));
        }

        _module.train(_input is not null);
        return answers;
    }

    /// <summary>What a model of ids alone answers to these, without learning: [rows × outputs].</summary>
    /// <param name="ids">[rows × ids].</param>
    public float[] AnswerIds(ReadOnlySpan<long> ids)
    {
        var width = _shape.Input.IdCount;
        var answers = new float[ids.Length / width * _outputs];
        _idInput ??= new InputBuffer(_shape, IdBatch);
        _module.eval();
        using var noGradients = no_grad();
        for (var start = 0; start < ids.Length; start += IdBatch * width)
        {
            using var scope = NewDisposeScope();
            var part = ids.Slice(start, Math.Min(IdBatch * width, ids.Length - start));
            var output = _idInput.Take(part).Call(_module, _type).contiguous(); // (part, outputs)
            MemoryMarshal.Cast<byte, float>(output.bytes).CopyTo(answers.AsSpan(start / width * _outputs));
        }

        _module.train(_input is not null);
        return answers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _input?.Dispose();
        _answerInput.Dispose();
        _idInput?.Dispose();
        if (_ownsModule)
        {
            _module.Dispose();
        }
    }
}
