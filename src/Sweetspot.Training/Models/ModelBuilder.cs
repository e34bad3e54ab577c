using Sweetspot.Planning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Builds the TorchSharp module of a shape. Deterministic after <see cref="torch.manual_seed(long)"/>.</summary>
/// <remarks>
/// Convolutions carry no bias, since the batch normalisation after each has one; linear layers do. Names in the state dictionary:
/// <c>hidden0</c>, <c>hidden1</c>, … for the mlp; for the cnn <c>conv0_0</c> and <c>norm0_0</c> (stage, convolution) and <c>dense</c>, where a separable
/// block has <c>depth1_0</c> and <c>point1_0</c> in place of <c>conv1_0</c>, and a residual stage after its <c>conv1_0</c> has <c>residual1_0</c>,
/// <c>residual1_1</c>, … with <c>conv0</c>, <c>norm0</c>, <c>conv1</c>, <c>norm1</c> in each; <c>output</c> for both. For the vit see
/// <see cref="VisionTransformer"/>, for models of texts <see cref="NgramModule"/>, <see cref="TextCnnModule"/> and <see cref="TextEncoderModule"/>, for several kinds of data <see cref="FusionModule"/>, for embedded categories <see cref="EmbeddingModule"/>, for models of ratings <see cref="RatingModel"/>, for language models <see cref="GptModule"/>, for translations <see cref="EncoderDecoderModule"/>. ReLU follows max pooling, which gives the same numbers as before it at a quarter of the work.
/// </remarks>
internal static class ModelBuilder
{
    /// <summary>A freshly initialised module of any shape: what <see cref="ModelInput.Call"/> runs.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dropout">Share of units dropped after each hidden fully connected layer while training.</param>
    public static nn.Module BuildAny(ModelShape shape, double dropout = 0) => shape switch
    {
        MlpShape { Input.Levels.IsEmpty: false } mlp => new EmbeddingModule(mlp, dropout),
        FusionShape fusion => new FusionModule(fusion, dropout),
        _ => Build(shape, dropout),
    };

    /// <summary>A freshly initialised module: examples in, (B, features) or for a cnn or vit (B, C, H, W), for texts ids (B, length) of 64 bits; class scores or one number out, (B, outputs).</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dropout">Share of units dropped after each hidden fully connected layer while training.</param>
    public static nn.Module<Tensor, Tensor> Build(ModelShape shape, double dropout = 0)
    {
        return shape switch
        {
            MlpShape mlp => nn.Sequential(Layers(mlp, dropout)),
            CnnShape cnn => nn.Sequential(Layers(cnn, dropout)),
            VitShape vit => new VisionTransformer(vit, Output(vit.Width, vit.Outputs), dropout),
            NgramShape grams => new NgramModule(grams, dropout),
            TextCnnShape cnn => new TextCnnModule(cnn, dropout),
            TextEncoderShape encoder => new TextEncoderModule(encoder, dropout),
            GptShape gpt => new GptModule(gpt, dropout),
            EncoderDecoderShape pair => new EncoderDecoderModule(pair, dropout),
            RatingShape ratings => new RatingModel(ratings),
            _ => throw new ArgumentException($"no model is built for the family \"{shape.Family}\"", nameof(shape)),
        };
    }

    /// <summary>Hidden layers and output, by their names.</summary>
    internal static List<(string Name, nn.Module<Tensor, Tensor> Module)> Layers(MlpShape shape, double dropout)
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
            var window = (Math.Min(2, height), Math.Min(2, width));
            AddStage(layers, shape, stage, channels, window);
            channels = shape.Stages[stage];
            (height, width) = (height / window.Item1, width / window.Item2);
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

    private static void AddStage(
        List<(string Name, nn.Module<Tensor, Tensor> Module)> layers, CnnShape shape, int stage, int inputs, (int Height, int Width) window)
    {
        var (channels, isResidual) = (shape.Stages[stage], shape.Block == CnnBlock.Residual);
        var chain = isResidual ? 1 : shape.Convolutions;
        for (var convolution = 0; convolution < chain; convolution++)
        {
            var name = $"{stage}_{convolution}";
            if (shape.Block == CnnBlock.Separable && (stage, convolution) != (0, 0))
            {
                layers.Add(($"depth{name}", Convolution(inputs, inputs, shape.Kernel, inputs, 1)));
                layers.Add(($"point{name}", Convolution(inputs, channels, 1)));
            }
            else
            {
                layers.Add(($"conv{name}", Convolution(inputs, channels, shape.Kernel)));
            }

            layers.Add(($"norm{name}", nn.BatchNorm2d(channels)));
            inputs = channels;
            if (convolution == chain - 1)
            {
                layers.Add(($"pool{stage}", nn.MaxPool2d(window, window)));
            }

            layers.Add(($"relu{name}", nn.ReLU()));
        }

        for (var block = 0; isResidual && block < shape.Convolutions; block++)
        {
            layers.Add(($"residual{stage}_{block}", new ResidualBlock(channels, () => Convolution(channels, channels, shape.Kernel))));
        }
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

    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="groups">Groups of channels that see only themselves.</param>
    /// <param name="gain">2 before ReLU (He et al. 2015, eq. 10), else 1.</param>
    private static Conv2d Convolution(int inputs, int outputs, int kernel, int groups = 1, double gain = 2)
    {
        var layer = nn.Conv2d(inputs, outputs, kernel, padding: kernel / 2, groups: groups, bias: false);
        nn.init.normal_(layer.weight, 0, Math.Sqrt(gain * groups / ((double)inputs * kernel * kernel)));
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
