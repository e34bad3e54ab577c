using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>A text cnn: ids (B, length), 0 where the text has ended.</summary>
/// <remarks>
/// State: <c>embedding.weight</c> (vocabulary, width), <c>conv3</c>, <c>conv4</c>, <c>conv5</c> (weights (channels, width, span), and biases), <c>output</c>. Embedding, convolutions
/// without padding, the largest value of each channel over the text, ReLU, all channels side by side, output.
/// </remarks>
internal sealed class TextCnnModule : nn.Module<Tensor, Tensor>
{
    private readonly Embedding _embedding;
    private readonly Conv1d[] _convolutions;
    private readonly Dropout _early;
    private readonly Dropout _late;
    private readonly Linear _output;

    public TextCnnModule(TextCnnShape shape, double dropout)
        : base(nameof(TextCnnModule))
    {
        _embedding = TextLayers.Embedding(shape.Tokens.Vocabulary, shape.Width, 1);
        _convolutions = [.. TextCnnShape.Kernels.Select(kernel => Convolution(shape.Width, shape.Channels, kernel))];
        (_early, _late) = (nn.Dropout(dropout / 2), nn.Dropout(dropout));
        _output = TextLayers.Output(shape.Channels * _convolutions.Length, shape.Outputs);
        register_module("embedding", _embedding);
        foreach (var (kernel, convolution) in TextCnnShape.Kernels.Zip(_convolutions))
        {
            register_module($"conv{kernel}", convolution);
        }

        register_module("early_drop", _early);
        register_module("late_drop", _late);
        register_module("output", _output);
    }

    /// <summary>Nothing: the parts are registered above, under names that stay. A module that holds this one would add them again, under the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var embedded = _early.call(_embedding.call(input)).transpose(1, 2);                                                 // (B, width, length)
        var largest = _convolutions.Select(convolution => convolution.call(embedded).amax(2)).ToList();                      // (B, channels) each
        return _output.call(_late.call(cat(largest, 1).relu()));
    }

    private static Conv1d Convolution(int inputs, int outputs, int kernel)
    {
        var layer = nn.Conv1d(inputs, outputs, kernel);
        nn.init.normal_(layer.weight, 0, Math.Sqrt(1.0 / (inputs * kernel)));
        nn.init.zeros_(layer.bias!);
        return layer;
    }
}
