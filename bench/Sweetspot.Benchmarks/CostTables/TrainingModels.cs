using System.Globalization;
using System.Text.RegularExpressions;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Architectures of rows that name a model and state its sizes.</summary>
internal static partial class TrainingModels
{
    /// <summary>Stated and counted parameters may differ so much before the stated sizes are not believed.</summary>
    private const double Tolerance = 0.04;

    /// <summary>The architecture of a row; null where neither its name nor its sizes say enough.</summary>
    public static Architecture? Of(ModelRow row)
    {
        var name = row.Name;
        var known = Named(name) ?? Named(name.Replace(".1-", "-", StringComparison.Ordinal)) ?? Image(name, row["notes"]);
        return known is not null && Agrees(known, row) ? known : Sized(row);
    }

    private static bool Agrees(Architecture model, ModelRow row) =>
        row.Positive("params") is not { } stated || model.Kind != "decoder" || Math.Abs((model.Parameters.Total / stated) - 1) < Tolerance;

    /// <summary>Of the catalogue; null where it is not there.</summary>
    public static Architecture? Named(string name)
    {
        try
        {
            return ModelCatalogue.Find(name);
        }
        catch (UserInputException)
        {
            return null;
        }
    }

    /// <summary>A GPT of stated sizes; where its parameters do not agree, the feed-forward part is as wide as they say.</summary>
    private static TransformerArchitecture? Sized(ModelRow row)
    {
        var (layers, width, heads) = (row.Whole("n_layers"), row.Whole("d_model"), row.Whole("n_heads"));
        if (layers < 1 || width < 1 || heads < 1 || row.Positive("vocab_size") is not { } vocabulary)
        {
            return null;
        }

        var plain = Gpt(row.Name, layers, width, heads, (int)vocabulary, 4 * width);
        if (row.Positive("params") is not { } stated || Math.Abs((plain.Parameters.Total / stated) - 1) < Tolerance)
        {
            return plain;
        }

        var units = (int)(((stated - (vocabulary * width)) / layers - (4.0 * width * width)) / (2.0 * width));
        return units < 1 ? plain : Gpt(row.Name, layers, width, heads, (int)vocabulary, units);
    }

    private static TransformerArchitecture Gpt(string name, int layers, int width, int heads, int vocabulary, int units) => new()
    {
        Name = name,
        Width = width,
        Vocabulary = vocabulary,
        IsTied = true,
        Norm = NormShape.Layer,
        Decoder =
        [
            new LayerShape
            {
                Layers = layers,
                Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = Math.Max(1, width / heads) },
                FeedForward = new FeedForwardShape(units, false, false),
                Norm = NormShape.Layer,
            },
        ],
    };

    /// <summary>Networks of images by the names that timm gives them.</summary>
    private static Architecture? Image(string name, string notes)
    {
        var size = SizeText().Match(notes) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 224;
        return name switch
        {
            "vit_tiny_patch16_224" => Vit(name, 192, 3),
            "vit_small_patch16_224" => Vit(name, 384, 6),
            "vit_base_patch16_224" => Vit(name, 768, 12),
            "resnet18" => ImageNetworks.ResNet(name, [2, 2, 2, 2], false, image: size),
            "resnet34" => ImageNetworks.ResNet(name, [3, 4, 6, 3], false, image: size),
            "resnet50" => ImageNetworks.ResNet(name, [3, 4, 6, 3], true, image: size),
            "resnet101" => ImageNetworks.ResNet(name, [3, 4, 23, 3], true, image: size),
            "resnet152" => ImageNetworks.ResNet(name, [3, 8, 36, 3], true, image: size),
            "wide_resnet50_2" => ImageNetworks.ResNet(name, [3, 4, 6, 3], true, 1, 128, image: size),
            "resnext101_32x8d" => ImageNetworks.ResNet(name, [3, 4, 23, 3], true, 32, 8, image: size),
            "mobilenetv2_100" => ImageNetworks.MobileNetV2(name, 1, 1000, size),
            "efficientnet_b0" => ImageNetworks.EfficientNet(name, 1, 1, 1000, size),
            "efficientnet_b1" => ImageNetworks.EfficientNet(name, 1, 1.1, 1000, size),
            "efficientnet_b2" => ImageNetworks.EfficientNet(name, 1.1, 1.2, 1000, size),
            "efficientnet_b4" => ImageNetworks.EfficientNet(name, 1.4, 1.8, 1000, size),
            "convnext_small" => ImageNetworks.ConvNeXt(name, [3, 3, 27, 3], [96, 192, 384, 768], 1000, size),
            "convnext_base" => ImageNetworks.ConvNeXt(name, [3, 3, 27, 3], [128, 256, 512, 1024], 1000, size),
            "convnext_large" => ImageNetworks.ConvNeXt(name, [3, 3, 27, 3], [192, 384, 768, 1536], 1000, size),
            "swin_base_patch4_window7_224" => ImageNetworks.Swin(name, [2, 2, 18, 2], 128, [4, 8, 16, 32], 7, 1000, size),
            _ => null,
        };
    }

    private static VitArchitecture Vit(string name, int width, int heads) => new()
    {
        Name = name,
        Width = width,
        Patch = 16,
        Image = 224,
        Classes = 1000,
        Block = new LayerShape
        {
            Layers = 12,
            Attention = new AttentionShape { Heads = heads, KeyValueHeads = heads, HeadSize = 64, HasInputBias = true, HasOutputBias = true },
            FeedForward = new FeedForwardShape(4 * width, false, true),
            Norm = NormShape.Layer,
        },
    };

    [GeneratedRegex(@"image size (\d+)")]
    private static partial Regex SizeText();
}
