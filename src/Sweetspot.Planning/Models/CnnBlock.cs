namespace Sweetspot.Planning;

/// <summary>What the stages of a cnn are made of.</summary>
public enum CnnBlock
{
    /// <summary>Convolutions, each with batch normalisation and ReLU.</summary>
    Plain,

    /// <summary>One convolution and pooling, then residual blocks of two convolutions at the pooled size (He et al. 2016, arXiv 1512.03385).</summary>
    Residual,

    /// <summary>Depthwise-separable convolutions (Chollet 2017, arXiv 1610.02357): each channel by itself, then 1×1; the network's first stays plain.</summary>
    Separable,
}
