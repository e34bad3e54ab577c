using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What inference needs to know of a network of images, made once.</summary>
public sealed class VisionShape
{
    /// <summary>Of a convolution: a norm and an activation, each read and written.</summary>
    private const double ConvolutionPasses = 4;

    /// <summary>Of a vision transformer's product, on average: in a block norms in 32 bits pass over 12 widths, the activation over 8, sums over 6; its products write 10.</summary>
    private const double TransformerPasses = 2.6;

    private VisionShape(ImmutableArray<LayerProduct> products, double passes) => (Products, Passes, Weights) = (products, passes, products.Where(product => product.Groups == 1).Sum(product => product.Weights));

    /// <summary>The layers of one image as matrix products.</summary>
    public ImmutableArray<LayerProduct> Products { get; }

    /// <summary>Times that what a layer wrote is read or written again by norms, activations and sums that are computed apart.</summary>
    public double Passes { get; }

    /// <summary>Numbers of its weights, which each batch reads once.</summary>
    public double Weights { get; }

    /// <summary>Of a network.</summary>
    /// <exception cref="UserInputException">Of that architecture no layers are known.</exception>
    public static VisionShape Of(Architecture architecture) => architecture switch
    {
        ConvolutionalArchitecture network => new VisionShape(network.Products, ConvolutionPasses),
        VitArchitecture vit => new VisionShape(Layers(vit), TransformerPasses),
        _ => throw new UserInputException($"{architecture.Name}: image throughput needs a network of images or a vision transformer, not a {architecture.Kind}."),
    };

    private static ImmutableArray<LayerProduct> Layers(VitArchitecture vit)
    {
        double tokens = vit.Tokens;
        var (width, attention) = (vit.Width, vit.Block.Attention);
        var queries = (int)attention.Queries;
        var units = vit.Block.FeedForward?.Units ?? 4 * width;
        LayerProduct Product(int inputs, int outputs) => new(tokens, inputs, outputs, 1, tokens * inputs);
        return
        [
            new LayerProduct(tokens - 1, vit.Channels * vit.Patch * vit.Patch, width, 1, (double)vit.Channels * vit.Image * vit.Image),
            .. Enumerable.Range(0, vit.Block.Layers).SelectMany(_ => new[]
            {
                Product(width, 3 * queries),
                new LayerProduct(tokens, 2 * (int)tokens, queries, 1, 3 * tokens * queries), // scores stay where they are computed
                Product(queries, width),
                Product(width, units),
                Product(units, width),
            }),
        ];
    }
}
