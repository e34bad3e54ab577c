using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Networks of images to choose from.</summary>
public static class ImageShapes
{
    private static readonly (string Name, int[] Blocks)[] s_depths = [("26", [2, 2, 2, 2]), ("50", [3, 4, 6, 3]), ("101", [3, 4, 23, 3]), ("152", [3, 8, 36, 3])];
    private static readonly double[] s_widths = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];
    private static readonly (int Width, int Layers)[] s_transformers = [(128, 8), (192, 12), (256, 12), (320, 12), (384, 12), (512, 12), (640, 12), (768, 12), (896, 16), (1024, 24), (1152, 27), (1280, 32), (1408, 40)];

    /// <summary>ResNets with bottlenecks, from 26 to 152 layers and from a quarter to four times as wide; by FLOPs, none that is larger and computes more for it.</summary>
    public static ImmutableArray<Architecture> Cnns(int image, int classes) =>
        [.. s_depths.SelectMany(depth => s_widths.Select(width => ResNet(depth.Name, depth.Blocks, width, image, classes))).OrderBy(network => network.ForwardFlops(1))];

    /// <summary>Vision transformers with patches of 16 pixels, heads of 64 and feed-forward parts of four times the width.</summary>
    public static ImmutableArray<Architecture> Transformers(int image, int classes) => [.. s_transformers.Select(size => Transformer(size.Width, size.Layers, image, classes))];

    private static ConvolutionalArchitecture ResNet(string name, int[] blocks, double width, int image, int classes) => ImageNetworks.ResNet(
        FormattableString.Invariant($"ResNet-{name}{(width == 1 ? "" : $" × {width:0.##}")}"), [.. blocks], bottleneck: true, stem: (int)(64 * width),
        stages: [(int)(256 * width), (int)(512 * width), (int)(1024 * width), (int)(2048 * width)], classes: classes, image: image);

    private static VitArchitecture Transformer(int width, int layers, int image, int classes) => new()
    {
        Name = $"ViT {width} × {layers}, patch 16",
        Width = width,
        Patch = 16,
        Image = image,
        Classes = classes,
        Block = new LayerShape
        {
            Layers = layers,
            Norm = NormShape.Layer,
            Attention = new AttentionShape { Heads = width / 64, KeyValueHeads = width / 64, HeadSize = 64, HasInputBias = true, HasOutputBias = true },
            FeedForward = new FeedForwardShape(4 * width, false, true),
        },
    };
}
