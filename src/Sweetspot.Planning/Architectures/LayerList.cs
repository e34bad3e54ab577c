using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Collects the layers of a network of images and follows the size of its maps.</summary>
/// <param name="channels">Channels of the image.</param>
/// <param name="image">Pixels of its side.</param>
internal sealed class LayerList(int channels, int image)
{
    private readonly List<WeightGroup> _layers = [];
    private readonly List<LayerProduct> _products = [];

    /// <summary>Channels now.</summary>
    public int Channels { get; private set; } = channels;

    /// <summary>Pixels of a map's side now.</summary>
    public int Side { get; private set; } = image;

    /// <summary>What was collected.</summary>
    public ImmutableArray<WeightGroup> Layers => [.. _layers];

    /// <summary>The matrix products that they are.</summary>
    public ImmutableArray<LayerProduct> Multiplied => [.. _products];

    /// <summary>A convolution that keeps the size, or divides it by its stride, rounding up.</summary>
    /// <param name="part">Part of the network.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Stride.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="bias">Whether it has a bias.</param>
    /// <param name="norm">Numbers of each channel that a normalisation after it has: 2, or 0 where there is none.</param>
    public LayerList Convolution(string part, int outputs, int kernel, int stride = 1, int groups = 1, bool bias = false, int norm = 2)
    {
        var before = (double)Channels * Side * Side;
        Side = (Side + stride - 1) / stride;
        var (depth, places) = (kernel * kernel * (Channels / groups), (long)Side * Side);
        Weigh(part, (long)depth * outputs, (bias ? outputs : 0) + (long)(norm * outputs), places);
        _products.Add(new LayerProduct(places, depth, outputs, groups, before));
        Channels = outputs;
        return this;
    }

    /// <summary>A 1×1 convolution beside the chain: nothing that follows depends on it.</summary>
    public LayerList Shortcut(string part, int inputs, int outputs)
    {
        Multiply(part, [(inputs, outputs)], 2L * outputs, (long)Side * Side);
        return this;
    }

    /// <summary>Squeeze and excitation: two 1×1 convolutions with biases over the mean of the map.</summary>
    public LayerList Squeeze(string part, int units)
    {
        Multiply(part, [(Channels, units), (units, Channels)], units + Channels, 1);
        return this;
    }

    /// <summary>Pooling that divides the size, rounding up.</summary>
    public LayerList Pool(int stride)
    {
        Side = (Side + stride - 1) / stride;
        return this;
    }

    /// <summary>Numbers that are not multiplied: norms, scales.</summary>
    public LayerList Vectors(string part, long count)
    {
        _layers.Add(WeightGroup.Vectors(part, count));
        return this;
    }

    /// <summary>Matrices used at so many places of an image, each from so many numbers to so many, with what is added beside.</summary>
    public LayerList Multiply(string part, ReadOnlySpan<(int Inputs, int Outputs)> matrices, long others, long places)
    {
        var weights = 0L;
        foreach (var (inputs, outputs) in matrices)
        {
            weights += (long)inputs * outputs;
            _products.Add(new LayerProduct(places, inputs, outputs, 1, (double)places * inputs));
        }

        Weigh(part, weights, others, places);
        return this;
    }

    /// <summary>Attention within windows of so many places: scores and mixing, which have no weights.</summary>
    public LayerList Attend(string part, int heads, int width, int window, long places)
    {
        _layers.Add(new WeightGroup(part, 0, 0, 2L * window * width * places));
        _products.Add(new LayerProduct(places, width / heads, window * heads, heads, (double)places * width));
        _products.Add(new LayerProduct(places, window, width, heads, (double)places * window * heads));
        return this;
    }

    /// <summary>A fully connected layer over the mean of the map.</summary>
    public LayerList Output(int classes) => classes > 0 ? Multiply("output", [(Channels, classes)], classes, 1) : this;

    private void Weigh(string part, long weights, long others, long places) =>
        _layers.Add(new WeightGroup(part, weights + others, weights + others, weights * places));
}
