namespace Sweetspot.Planning;

/// <summary>What the stages of a cnn cost, convolution by convolution.</summary>
internal static class CnnLayers
{
    private const double IndexBytes = 8;

    /// <summary>The layers before the first fully connected one, in order.</summary>
    public static IEnumerable<Layer> Of(CnnShape cnn)
    {
        double inputs = cnn.Input.Channels;
        var (height, width) = (cnn.Input.Height, cnn.Input.Width);
        for (var stage = 0; stage < cnn.Stages.Length; stage++)
        {
            double outputs = cnn.Stages[stage];
            var pixels = (double)height * width;
            (height, width) = (Math.Max(1, height / 2), Math.Max(1, width / 2));
            var pooled = (double)height * width;
            var layers = cnn.Block == CnnBlock.Residual
                ? Residual(cnn, inputs, outputs, pixels, pooled)
                : Chain(cnn, stage, inputs, outputs, pixels, pooled);
            foreach (var layer in layers)
            {
                yield return layer;
            }

            inputs = outputs;
        }
    }

    private static IEnumerable<Layer> Chain(CnnShape cnn, int stage, double inputs, double outputs, double pixels, double pooled)
    {
        for (var index = 1; index <= cnn.Convolutions; index++)
        {
            var isSeparable = cnn.Block == CnnBlock.Separable && (stage, index) != (0, 1);
            if (isSeparable)
            {
                yield return Depthwise(cnn.Kernel, inputs, pixels);
            }

            yield return Convolution(isSeparable ? 1 : cnn.Kernel, inputs, outputs, pixels, index == cnn.Convolutions ? outputs * pooled : 0);
            inputs = outputs;
        }
    }

    private static IEnumerable<Layer> Residual(CnnShape cnn, double inputs, double outputs, double pixels, double pooled) =>
        Enumerable.Repeat(Convolution(cnn.Kernel, outputs, outputs, pooled, 0), 2 * cnn.Convolutions)
            .Prepend(Convolution(cnn.Kernel, inputs, outputs, pixels, outputs * pooled));

    /// <summary>
    /// A convolution without bias, batch normalisation and ReLU: the convolution's output and the ReLU's are kept for the backward pass, and of a
    /// pooling its output and 8-byte indices.
    /// </summary>
    private static Layer Convolution(double kernel, double inputs, double outputs, double pixels, double pooled)
    {
        var weights = kernel * kernel * inputs * outputs;
        var output = Layer.FloatBytes * outputs * pixels;
        return new Layer(
            weights + (2 * outputs), 2 * outputs, 6, 2 * weights * pixels, (2 * output) + ((Layer.FloatBytes + IndexBytes) * pooled), output, true);
    }

    /// <summary>A convolution of each channel by itself, with nothing after it but the 1×1 one.</summary>
    private static Layer Depthwise(double kernel, double channels, double pixels)
    {
        var weights = kernel * kernel * channels;
        var output = Layer.FloatBytes * channels * pixels;
        return new Layer(weights, 0, 1, 2 * weights * pixels, output, output, true);
    }
}
