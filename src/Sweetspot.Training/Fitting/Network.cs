using System.Runtime.InteropServices;
using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>A model with its input tensor, which is filled anew for each batch.</summary>
internal sealed class Network : IDisposable
{
    private const int AnswerBatch = 256;
    private readonly nn.Module _module;
    private readonly bool _ownsModule;
    private readonly Examples _examples;
    private readonly InputBuffer? _input;
    private readonly InputBuffer _answerInput;
    private readonly int _outputs;

    /// <summary>A freshly initialised model that is to learn.</summary>
    public Network(ModelShape shape, Examples examples, int batch, double dropout = 0)
        : this(ModelBuilder.Build(shape, dropout), shape, examples)
    {
        (_ownsModule, _input) = (true, new InputBuffer(shape, batch));
        if (_module is NgramModule grams)
        {
            grams.Weigh(examples.TokenWeights);
        }
    }

    /// <summary>A trained model that only answers; it stays its owner's.</summary>
    public Network(nn.Module module, ModelShape shape, Examples examples)
    {
        (_module, _examples, _outputs) = (module, examples, shape.Outputs);
        _answerInput = new InputBuffer(shape, AnswerBatch);
    }

    /// <summary>The module.</summary>
    public nn.Module Module => _module;

    /// <summary>The trained parameters.</summary>
    public IEnumerable<Parameter> Parameters => _module.parameters();

    /// <summary>Forward pass of a training batch; call inside a dispose scope.</summary>
    /// <returns>(rows, outputs).</returns>
    public Tensor Forward(ReadOnlySpan<int> rows, int shift, RandomStream chance)
    {
        var input = _input ?? throw new InvalidOperationException("this model only answers");
        return input.Take(_examples, rows, shift, chance).Call(_module);
    }

    /// <summary>What the model answers, without learning: [rows × outputs].</summary>
    public float[] Answer(ReadOnlySpan<int> rows)
    {
        var answers = new float[rows.Length * _outputs];
        _module.eval();
        using var noGradients = no_grad();
        for (var start = 0; start < rows.Length; start += AnswerBatch)
        {
            using var scope = NewDisposeScope();
            var part = rows.Slice(start, Math.Min(AnswerBatch, rows.Length - start));
            var output = _answerInput.Take(_examples, part).Call(_module).contiguous(); // (part, outputs)
            MemoryMarshal.Cast<byte, float>(output.bytes).CopyTo(answers.AsSpan(start * _outputs));
        }

        _module.train(_input is not null);
        return answers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _input?.Dispose();
        _answerInput.Dispose();
        if (_ownsModule)
        {
            _module.Dispose();
        }
    }
}
