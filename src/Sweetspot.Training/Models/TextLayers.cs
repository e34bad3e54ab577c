using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Layers of models of texts, freshly initialised.</summary>
internal static class TextLayers
{
    private const double VectorDeviation = 0.1;

    /// <summary>Vectors of ids; that of padding is 0 and stays so.</summary>
    public static Embedding Embedding(int vocabulary, int width, double scale)
    {
        var layer = nn.Embedding(vocabulary, width, padding_idx: FittedTokenizer.Padding);
        nn.init.normal_(layer.weight!, 0, VectorDeviation * scale);
        using var noGradients = no_grad();
        using var padding = layer.weight![FittedTokenizer.Padding];
        padding.zero_();
        return layer;
    }

    /// <summary>An optional dense layer, and the output.</summary>
    public static List<(string Name, nn.Module<Tensor, Tensor> Module)> Head(int inputs, int dense, int outputs, double dropout)
    {
        List<(string Name, nn.Module<Tensor, Tensor> Module)> layers = [("drop", nn.Dropout(dropout))];
        if (dense > 0)
        {
            layers.AddRange([("dense", Linear(inputs, dense, 2)), ("dense_relu", nn.ReLU()), ("dense_drop", nn.Dropout(dropout))]);
        }

        layers.Add(("output", Output(dense > 0 ? dense : inputs, outputs)));
        return layers;
    }

    /// <summary>The output starts near zero, so that the first loss is that of knowing nothing.</summary>
    public static Linear Output(int inputs, int outputs) => Linear(inputs, outputs, 0.01);

    /// <summary>A fully connected layer whose outputs have <paramref name="gain"/> times the inputs' variance; biases are 0.</summary>
    public static Linear Linear(int inputs, int outputs, double gain)
    {
        var layer = nn.Linear(inputs, outputs);
        nn.init.normal_(layer.weight, 0, Math.Sqrt(gain / inputs));
        nn.init.zeros_(layer.bias!);
        return layer;
    }
}
