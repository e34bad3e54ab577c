using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Collects the layers of a network of images and follows the size of its maps.</summary>
/// <param name="channels">Channels of the image.</param>
/// <param name="image">Pixels of its side.</param>
internal sealed class LayerList(int channels, int image)
{
    private readonly List<WeightGroup> _layers = [];

    /// <summary>Channels now.</summary>
    public int Channels { get; private set; } = channels;

    /// <summary>Pixels of a map's side now.</summary>
    public int Side { get; private set; } = image;

    /// <summary>What was collected.</summary>
    public ImmutableArray<WeightGroup> Layers => [.. _layers];

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
        Side = (Side + stride - 1) / stride;
        Add(part, (long)kernel * kernel * (Channels / groups) * outputs, (bias ? outputs : 0) + (long)(norm * outputs), (long)Side * Side);
        Channels = outputs;
        return this;
    }

    /// <summary>A 1×1 convolution beside the chain: nothing that follows depends on it.</summary>
    public LayerList Shortcut(string part, int inputs, int outputs)
    {
        Add(part, (long)inputs * outputs, 2L * outputs, (long)Side * Side);
        return this;
    }

    /// <summary>Squeeze and excitation: two 1×1 convolutions with biases over the mean of the map.</summary>
    public LayerList Squeeze(string part, int units)
    {
        Add(part, 2L * Channels * units, units + Channels, 1);
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

    /// <summary>Matrices used at so many places of an image, with what is added beside.</summary>
    public LayerList Add(string part, long weights, long others, long places)
    {
        _layers.Add(new WeightGroup(part, weights + others, weights + others, weights * places));
        return this;
    }

    /// <summary>Multiply-adds without weights.</summary>
    public LayerList Products(string part, long count)
    {
        _layers.Add(new WeightGroup(part, 0, 0, count));
        return this;
    }

    /// <summary>A fully connected layer over the mean of the map.</summary>
    public LayerList Output(int classes) => classes > 0 ? Add("output", (long)Channels * classes, classes, 1) : this;
}
