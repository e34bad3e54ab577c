using Sweetspot.Planning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Builds the TorchSharp module of a shape. Deterministic after <see cref="torch.manual_seed(long)"/>.</summary>
/// <remarks>
/// Convolutions carry no bias, since the batch normalisation after each has one; linear layers do. Names in the state dictionary:
/// <c>hidden0</c>, <c>hidden1</c>, … for the mlp; <c>conv0_0</c> and <c>norm0_0</c> (stage, convolution) and <c>dense</c> for the cnn; <c>output</c> for both.
/// Models of texts are modules of their own, which say their names: <see cref="NgramModule"/>, <see cref="TextCnnModule"/>, <see cref="TextEncoderModule"/>.
/// ReLU follows max pooling, which gives the same numbers as before it at a quarter of the work.
/// </remarks>
internal static class ModelBuilder
{
    /// <summary>A freshly initialised module: examples in, (B, features), for a cnn (B, C, H, W), for texts ids (B, length) of 64 bits; class scores or one number out, (B, outputs).</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dropout">Share of units dropped after each hidden fully connected layer while training.</param>
    public static nn.Module<Tensor, Tensor> Build(ModelShape shape, double dropout = 0)
    {
        switch (shape)
        {
            case NgramShape grams: return new NgramModule(grams, dropout);
            case TextCnnShape cnn: return new TextCnnModule(cnn, dropout);
            case TextEncoderShape encoder: return new TextEncoderModule(encoder, dropout);
        }

        List<(string Name, nn.Module<Tensor, Tensor> Module)> layers = shape switch
        {
            MlpShape mlp => Layers(mlp, dropout),
            CnnShape cnn => Layers(cnn, dropout),
            _ => throw new ArgumentException($"no model is built for the family \"{shape.Family}\"", nameof(shape)),
        };
        return nn.Sequential(layers);
    }

    private static List<(string Name, nn.Module<Tensor, Tensor> Module)> Layers(MlpShape shape, double dropout)
    {
        List<(string Name, nn.Module<Tensor, Tensor> Module)> layers = [];
        var inputs = shape.Inputs;
        for (var layer = 0; layer < shape.Hidden.Length; layer++)
        {
            AddDense(layers, $"hidden{layer}", inputs, shape.Hidden[layer], dropout);
            inputs = shape.Hidden[layer];
        }

        layers.Add(("output", Output(inputs, shape.Outputs)));
        return layers;
    }

    private static List<(string Name, nn.Module<Tensor, Tensor> Module)> Layers(CnnShape shape, double dropout)
    {
        List<(string Name, nn.Module<Tensor, Tensor> Module)> layers = [];
        var channels = shape.Input.Channels;
        var (height, width) = (shape.Input.Height, shape.Input.Width);
        for (var stage = 0; stage < shape.Stages.Length; stage++)
        {
            for (var convolution = 0; convolution < shape.Convolutions; convolution++)
            {
                var name = $"{stage}_{convolution}";
                layers.Add(($"conv{name}", Convolution(channels, shape.Stages[stage], shape.Kernel)));
                layers.Add(($"norm{name}", nn.BatchNorm2d(shape.Stages[stage])));
                channels = shape.Stages[stage];
                if (convolution == shape.Convolutions - 1)
                {
                    var window = (Math.Min(2, height), Math.Min(2, width));
                    layers.Add(($"pool{stage}", nn.MaxPool2d(window, window)));
                    (height, width) = (height / window.Item1, width / window.Item2);
                }

                layers.Add(($"relu{name}", nn.ReLU()));
            }
        }

        layers.Add(("flatten", nn.Flatten()));
        var inputs = shape.Flattened;
        if (shape.Dense > 0)
        {
            AddDense(layers, "dense", inputs, shape.Dense, dropout);
            inputs = shape.Dense;
        }
        else if (dropout > 0)
        {
            layers.Add(("drop", nn.Dropout(dropout)));
        }

        layers.Add(("output", Output(inputs, shape.Outputs)));
        return layers;
    }

    private static void AddDense(
        List<(string Name, nn.Module<Tensor, Tensor> Module)> layers, string name, int inputs, int outputs, double dropout)
    {
        layers.Add((name, Linear(inputs, outputs, Math.Sqrt(2.0 / inputs))));
        layers.Add(($"{name}_relu", nn.ReLU()));
        if (dropout > 0)
        {
            layers.Add(($"{name}_drop", nn.Dropout(dropout)));
        }
    }

    private static Conv2d Convolution(int inputs, int outputs, int kernel)
    {
        var layer = nn.Conv2d(inputs, outputs, kernel, padding: kernel / 2, bias: false);
        nn.init.normal_(layer.weight, 0, Math.Sqrt(2.0 / (inputs * kernel * kernel))); // He et al. 2015, eq. 10
        return layer;
    }

    /// <summary>The output starts near zero, so that the first loss is that of knowing nothing, whatever the width.</summary>
    private static Linear Output(int inputs, int outputs) => Linear(inputs, outputs, 0.1 / Math.Sqrt(inputs));

    private static Linear Linear(int inputs, int outputs, double deviation)
    {
        var layer = nn.Linear(inputs, outputs);
        nn.init.normal_(layer.weight, 0, deviation);
        nn.init.zeros_(layer.bias!);
        return layer;
    }
}
