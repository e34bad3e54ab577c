namespace Sweetspot.Planning;

/// <summary>Networks of images.</summary>
internal static class ImageConfigs
{
    private const int UsualClasses = 1000;

    /// <summary>The families.</summary>
    public static IEnumerable<KeyValuePair<string, Func<ConfigValues, Architecture>>> All =>
    [
        new("vit", Vit),
        new("resnet", ResNet),
        new("mobilenet_v2", values => ImageNetworks.MobileNetV2("", values.NumberOr(1, "depth_multiplier"), Classes(values), Image(values))),
        new("efficientnet", values => ImageNetworks.EfficientNet("", values.NumberOr(2, "width_coefficient"), values.NumberOr(3.1, "depth_coefficient"), Classes(values), Image(values, 600))),
        new("convnext", values => ImageNetworks.ConvNeXt(
            "", [.. values.Counts([3, 3, 9, 3], "depths")], [.. values.Counts([96, 192, 384, 768], "hidden_sizes")], Classes(values), Image(values), Channels(values), values.CountOr(4, "patch_size"))),
        new("swin", values => ImageNetworks.Swin(
            "", [.. values.Counts([2, 2, 6, 2], "depths")], values.CountOr(96, "embed_dim"), [.. values.Counts([3, 6, 12, 24], "num_heads")], values.CountOr(7, "window_size"),
            Classes(values), Image(values), Channels(values), values.CountOr(4, "patch_size"))),
    ];

    private static VitArchitecture Vit(ConfigValues values)
    {
        var (width, heads) = (values.Count("hidden_size"), values.Count("num_attention_heads"));
        var (image, patch) = (Image(values), Math.Max(1, values.CountOr(16, "patch_size")));
        if (width % heads != 0 || image < patch)
        {
            values.Fail(width % heads != 0 ? $"num_attention_heads: {heads} heads do not divide a width of {width}." : $"patch_size: {patch} pixels do not fit into images of {image}.");
        }

        var isBare = values.Words("architectures") is ["ViTModel"];
        return new VitArchitecture
        {
            Name = "",
            Width = width,
            Patch = patch,
            Image = image,
            Channels = Channels(values),
            Classes = isBare ? 0 : Classes(values),
            HasPooler = isBare,
            Block = new LayerShape
            {
                Layers = values.Count("num_hidden_layers"),
                Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = width / heads, HasInputBias = values.Flag(true, "qkv_bias"), HasOutputBias = true },
                FeedForward = new FeedForwardShape(values.Count("intermediate_size"), false, true),
                Norm = NormShape.Layer,
            },
        };
    }

    private static ConvolutionalArchitecture ResNet(ConfigValues values)
    {
        var isBottleneck = values.Text("bottleneck", "layer_type") == "bottleneck";
        var depths = values.Counts([3, 4, 6, 3], "depths");
        var stages = values.Counts([256, 512, 1024, 2048], "hidden_sizes");
        if (stages.Length != depths.Length)
        {
            values.Fail($"hidden_sizes: {stages.Length} stages, but depths has {depths.Length}.");
            stages = [.. depths.Select((_, stage) => 64 << stage)];
        }

        return ImageNetworks.ResNet(
            "", [.. depths], isBottleneck, stem: values.CountOr(64, "embedding_size"), stages: [.. stages], classes: Classes(values), image: Image(values), channels: Channels(values),
            stridesFirst: values.Flag(false, "downsample_in_bottleneck"));
    }

    private static int Image(ConfigValues values, int usual = 224) => Math.Max(1, values.CountOr(usual, "image_size"));

    private static int Channels(ConfigValues values) => Math.Max(1, values.CountOr(3, "num_channels"));

    private static int Classes(ConfigValues values)
    {
        if (values.Entries("id2label") is { } labels)
        {
            return labels;
        }

        if (!values.Has("num_labels", "num_classes"))
        {
            values.Note($"the config names no classes; an output of {UsualClasses} is counted");
        }

        return values.CountOr(UsualClasses, "num_labels", "num_classes");
    }
}
