using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Published families of networks of images, from their few numbers.</summary>
public static class ImageNetworks
{
    private static readonly (int Expansion, int Channels, int Repeats, int Stride, int Kernel)[] EfficientStages =
        [(1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 40, 2, 2, 5), (6, 80, 3, 2, 3), (6, 112, 3, 1, 5), (6, 192, 4, 2, 5), (6, 320, 1, 1, 3)];

    private static readonly (int Expansion, int Channels, int Repeats, int Stride)[] MobileStages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    /// <summary>ResNet and ResNeXt (He et al. 2016, arXiv 1512.03385; Xie et al. 2017, arXiv 1611.05431), with the stride in the 3×3 convolution.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="depths">Blocks of each stage.</param>
    /// <param name="bottleneck">Whether blocks have three convolutions, the outer ones 1×1, with four times the channels out.</param>
    /// <param name="groups">Groups of the 3×3 convolutions.</param>
    /// <param name="groupWidth">Channels of a group in the first stage; of a ResNet 64.</param>
    /// <param name="stem">Channels of the first convolution.</param>
    /// <param name="stages">Channels out of each stage; null: 64, 128, 256 and 512, four times as many with bottlenecks.</param>
    /// <param name="classes">Classes; 0: no output.</param>
    /// <param name="image">Pixels of an image's side.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="stridesFirst">Whether the stride is in the first convolution of a bottleneck, as in the paper.</param>
    public static ConvolutionalArchitecture ResNet(
        string name, ImmutableArray<int> depths, bool bottleneck, int groups = 1, int groupWidth = 64, int stem = 64, ImmutableArray<int>? stages = null,
        int classes = 1000, int image = 224, int channels = 3, bool stridesFirst = false)
    {
        var list = new LayerList(channels, image).Convolution("stem", stem, 7, 2).Pool(2);
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var outputs = stages?[stage] ?? ((bottleneck ? 256 : 64) << stage);
            for (var block = 0; block < depths[stage]; block++)
            {
                var (inputs, stride, part) = (list.Channels, block == 0 && stage > 0 ? 2 : 1, $"stage {stage + 1}");
                if (bottleneck)
                {
                    var inner = outputs / 4 * groupWidth * groups / 64;
                    list.Convolution(part, inner, 1, stridesFirst ? stride : 1).Convolution(part, inner, 3, stridesFirst ? 1 : stride, groups).Convolution(part, outputs, 1);
                }
                else
                {
                    list.Convolution(part, outputs, 3, stride).Convolution(part, outputs, 3);
                }

                _ = stride > 1 || inputs != outputs ? list.Shortcut(part, inputs, outputs) : list;
            }
        }

        return Of(name, image, list.Output(classes));
    }

    /// <summary>MobileNetV2 (Sandler et al. 2018, arXiv 1801.04381).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="width">Multiplies the channels.</param>
    /// <param name="classes">Classes; 0: no output.</param>
    /// <param name="image">Pixels of an image's side.</param>
    public static ConvolutionalArchitecture MobileNetV2(string name, double width = 1, int classes = 1000, int image = 224)
    {
        var list = new LayerList(3, image).Convolution("stem", Rounded(32 * width), 3, 2);
        foreach (var (expansion, channels, repeats, stride) in MobileStages)
        {
            for (var block = 0; block < repeats; block++)
            {
                Inverted(list, $"blocks of {channels}", expansion, Rounded(channels * width), block == 0 ? stride : 1, 3, 0);
            }
        }

        return Of(name, image, list.Convolution("head", Rounded(1280 * Math.Max(1, width)), 1).Output(classes));
    }

    /// <summary>EfficientNet (Tan and Le 2019, arXiv 1905.11946).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="width">Multiplies the channels.</param>
    /// <param name="depth">Multiplies the blocks of a stage, rounded up.</param>
    /// <param name="classes">Classes; 0: no output.</param>
    /// <param name="image">Pixels of an image's side.</param>
    public static ConvolutionalArchitecture EfficientNet(string name, double width, double depth, int classes = 1000, int image = 224)
    {
        var list = new LayerList(3, image).Convolution("stem", Rounded(32 * width), 3, 2);
        foreach (var (expansion, channels, repeats, stride, kernel) in EfficientStages)
        {
            for (var block = 0; block < (int)Math.Ceiling(repeats * depth); block++)
            {
                Inverted(list, $"blocks of {channels}", expansion, Rounded(channels * width), block == 0 ? stride : 1, kernel, Math.Max(1, list.Channels / 4));
            }
        }

        return Of(name, image, list.Convolution("head", Rounded(1280 * width), 1).Output(classes));
    }

    /// <summary>ConvNeXt (Liu et al. 2022, arXiv 2201.03545).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="depths">Blocks of each stage.</param>
    /// <param name="widths">Channels of each stage.</param>
    /// <param name="classes">Classes; 0: no output.</param>
    /// <param name="image">Pixels of an image's side.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="patch">Side and stride of the first convolution.</param>
    public static ConvolutionalArchitecture ConvNeXt(
        string name, ImmutableArray<int> depths, ImmutableArray<int> widths, int classes = 1000, int image = 224, int channels = 3, int patch = 4)
    {
        var list = new LayerList(channels, image).Convolution("stem", widths[0], patch, patch, bias: true);
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var (part, width) = ($"stage {stage + 1}", widths[stage]);
            _ = stage > 0 ? list.Vectors(part, 2L * list.Channels).Convolution(part, width, 2, 2, bias: true, norm: 0) : list;
            for (var block = 0; block < depths[stage]; block++)
            {
                list.Convolution(part, width, 7, groups: width, bias: true) // with its norm
                    .Convolution(part, 4 * width, 1, bias: true, norm: 0).Convolution(part, width, 1, bias: true, norm: 0).Vectors(part, width); // with the layer's scale
            }
        }

        return Of(name, image, list.Vectors("outer norms", 2L * list.Channels).Output(classes));
    }

    /// <summary>Swin transformer (Liu et al. 2021, arXiv 2103.14030): attention within windows, four stages.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="depths">Blocks of each stage.</param>
    /// <param name="width">Channels of the first stage; each further one has twice as many.</param>
    /// <param name="heads">Heads of each stage.</param>
    /// <param name="window">Patches of a window's side.</param>
    /// <param name="classes">Classes; 0: no output.</param>
    /// <param name="image">Pixels of an image's side.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="patch">Pixels of a patch's side.</param>
    public static ConvolutionalArchitecture Swin(
        string name, ImmutableArray<int> depths, int width, ImmutableArray<int> heads, int window, int classes = 1000, int image = 224, int channels = 3, int patch = 4)
    {
        var list = new LayerList(channels, image).Convolution("stem", width, patch, patch, bias: true);
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var (part, c) = ($"stage {stage + 1}", width << stage);
            if (stage > 0)
            {
                list.Pool(2).Multiply(part, [(2 * c, c)], 4 * c, (long)list.Side * list.Side); // four patches, half as wide as this stage, become one
            }

            var places = (long)list.Side * list.Side;
            for (var block = 0; block < depths[stage]; block++)
            {
                var bias = ((2L * window) - 1) * ((2 * window) - 1) * heads[stage];
                list.Multiply(part, [(c, 3 * c), (c, c), (c, 4 * c), (4 * c, c)], (4L * c) + (9 * c) + bias, places).Attend(part, heads[stage], c, window * window, places);
            }
        }

        var last = width << (depths.Length - 1);
        return Of(name, image, list.Vectors("outer norms", 2L * last).Multiply("output", [(last, classes)], classes, 1));
    }

    private static ConvolutionalArchitecture Of(string name, int image, LayerList list) => new() { Name = name, Image = image, Layers = list.Layers, Products = list.Multiplied };

    /// <summary>An inverted residual: expand, a convolution of each channel, squeeze and excitation where asked, contract.</summary>
    private static void Inverted(LayerList list, string part, int expansion, int outputs, int stride, int kernel, int squeeze)
    {
        var inner = list.Channels * expansion;
        _ = expansion > 1 ? list.Convolution(part, inner, 1) : list;
        list.Convolution(part, inner, kernel, stride, inner);
        _ = squeeze > 0 ? list.Squeeze(part, squeeze) : list;
        list.Convolution(part, outputs, 1);
    }

    /// <summary>To a multiple of 8, by no more than a tenth down.</summary>
    private static int Rounded(double channels)
    {
        var rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}
