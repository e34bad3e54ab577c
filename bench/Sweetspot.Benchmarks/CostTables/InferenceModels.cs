using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>The models of tables of measurements, by the names that they use there.</summary>
internal static class InferenceModels
{
    /// <summary>Names of later versions of the same shape.</summary>
    private static readonly Dictionary<string, string> SameShape = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Llama-3.1-8B"] = "llama-3-8b",
        ["Llama-3.1-70B"] = "llama-3-70b",
        ["Llama-3.3-70B"] = "llama-3-70b",
    };

    /// <summary>The model of a row; null where the name says too little.</summary>
    public static Architecture? Find(string name)
    {
        try
        {
            return Image(name) ?? (name.StartsWith("GPT-13B (40 layers", StringComparison.Ordinal) ? Gpt13() : ModelCatalogue.Find(SameShape.GetValueOrDefault(name, name)));
        }
        catch (UserInputException)
        {
            return null;
        }
    }

    private static Architecture? Image(string name) => name switch
    {
        "resnet18" => ImageNetworks.ResNet(name, [2, 2, 2, 2], false),
        "resnet34" => ImageNetworks.ResNet(name, [3, 4, 6, 3], false),
        "resnet50" => ImageNetworks.ResNet(name, [3, 4, 6, 3], true),
        "resnet101" => ImageNetworks.ResNet(name, [3, 4, 23, 3], true),
        "resnet152" => ImageNetworks.ResNet(name, [3, 8, 36, 3], true),
        "resnext50_32x4d" => ImageNetworks.ResNet(name, [3, 4, 6, 3], true, 32, 4),
        "wide_resnet50_2" => ImageNetworks.ResNet(name, [3, 4, 6, 3], true, 1, 128),
        "mobilenetv2_100" => ImageNetworks.MobileNetV2(name),
        "efficientnet_b0" => ImageNetworks.EfficientNet(name, 1, 1),
        "efficientnet_b1" => ImageNetworks.EfficientNet(name, 1, 1.1, image: 240),
        "efficientnet_b4" => ImageNetworks.EfficientNet(name, 1.4, 1.8, image: 384),
        "convnext_tiny" => ImageNetworks.ConvNeXt(name, [3, 3, 9, 3], [96, 192, 384, 768]),
        "convnext_small" => ImageNetworks.ConvNeXt(name, [3, 3, 27, 3], [96, 192, 384, 768]),
        "convnext_base" => ImageNetworks.ConvNeXt(name, [3, 3, 27, 3], [128, 256, 512, 1024]),
        "convnext_large" => ImageNetworks.ConvNeXt(name, [3, 3, 27, 3], [192, 384, 768, 1536]),
        "swin_tiny_patch4_window7_224" => ImageNetworks.Swin(name, [2, 2, 6, 2], 96, [3, 6, 12, 24], 7),
        "swin_small_patch4_window7_224" => ImageNetworks.Swin(name, [2, 2, 18, 2], 96, [3, 6, 12, 24], 7),
        "swin_base_patch4_window7_224" => ImageNetworks.Swin(name, [2, 2, 18, 2], 128, [4, 8, 16, 32], 7),
        "vit_tiny_patch16_224" => Vit(name, 12, 192, 3, 16),
        "vit_small_patch16_224" => Vit(name, 12, 384, 6, 16),
        "vit_base_patch16_224" or "deit_base_patch16_224" => Vit(name, 12, 768, 12, 16),
        "vit_base_patch32_224" => Vit(name, 12, 768, 12, 32),
        "vit_large_patch16_224" => Vit(name, 24, 1024, 16, 16),
        "vit_huge_patch14_clip_224" => Vit(name, 32, 1280, 16, 14),
        _ => null,
    };

    private static VitArchitecture Vit(string name, int layers, int width, int heads, int patch) => new()
    {
        Name = name,
        Width = width,
        Patch = patch,
        Image = 224,
        Classes = 1000,
        Block = Layer(layers, width, heads),
    };

    /// <summary>A decoder of GPT-3's kind whose sizes its name tells.</summary>
    private static TransformerArchitecture Gpt13() => new()
    {
        Name = "GPT-13B",
        Width = 5120,
        Vocabulary = 51200,
        Decoder = [Layer(40, 5120, 40)],
        IsTied = true,
        Norm = NormShape.Layer,
    };

    private static LayerShape Layer(int layers, int width, int heads) => new()
    {
        Layers = layers,
        Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = width / heads, HasInputBias = true, HasOutputBias = true },
        FeedForward = new FeedForwardShape(4 * width, false, true),
        Norm = NormShape.Layer,
    };
}
