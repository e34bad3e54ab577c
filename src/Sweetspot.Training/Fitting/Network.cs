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
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly Examples _examples;
    private readonly Tensor _input; // (batch, features) or (batch, C, H, W)
    private readonly Tensor _answerInput;
    private readonly int _outputs;

    public Network(ModelShape shape, Examples examples, int batch, double dropout = 0)
    {
        _module = ModelBuilder.Build(shape, dropout);
        _examples = examples;
        _outputs = shape.Outputs;
        _input = InputOf(shape, examples.Input, batch);
        _answerInput = InputOf(shape, examples.Input, AnswerBatch);
    }

    /// <summary>The module.</summary>
    public nn.Module<Tensor, Tensor> Module => _module;

    /// <summary>The trained parameters.</summary>
    public IEnumerable<Parameter> Parameters => _module.parameters();

    /// <summary>Trained numbers.</summary>
    public long ParameterCount => _module.parameters().Sum(parameter => parameter.numel());

    /// <summary>Forward pass of a training batch; call inside a dispose scope.</summary>
    /// <returns>(rows, outputs).</returns>
    public Tensor Forward(ReadOnlySpan<int> rows, int shift, RandomStream chance)
    {
        _examples.Fill(Numbers(_input), rows, shift, chance);
        return _module.call(_input.narrow(0, 0, rows.Length));
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
            _examples.Fill(Numbers(_answerInput), part);
            var output = _module.call(_answerInput.narrow(0, 0, part.Length)).contiguous(); // (part, outputs)
            Numbers(output).CopyTo(answers.AsSpan(start * _outputs));
        }

        _module.train();
        return answers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _input.Dispose();
        _answerInput.Dispose();
    }

    internal static Tensor InputOf(ModelShape shape, InputShape input, int batch) => shape is CnnShape
        ? zeros(batch, input.Channels, input.Height, input.Width)
        : zeros(batch, input.Size);

    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
