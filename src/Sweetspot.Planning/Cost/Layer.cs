namespace Sweetspot.Planning;

/// <summary>What one layer costs.</summary>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Buffers">Numbers that are kept but not trained: running means and variances.</param>
/// <param name="Tensors">Named tensors in a weights file.</param>
/// <param name="Flops">FLOPs of one forward pass of one example.</param>
/// <param name="SavedBytes">Bytes an example that the backward pass needs again.</param>
/// <param name="LargestBytes">Bytes an example of its largest output.</param>
/// <param name="IsConvolution">Whether it is a convolution with what follows it.</param>
internal readonly record struct Layer(
    double Parameters, double Buffers, int Tensors, double Flops, double SavedBytes, double LargestBytes, bool IsConvolution)
{
    private const double FloatBytes = 4;
    private const double IndexBytes = 8;

    /// <summary>The layers of a model, in order. Sums are exact below 2⁵³.</summary>
    public static IEnumerable<Layer> Of(ModelShape shape) => shape switch
    {
        MlpShape mlp => Dense(mlp.Inputs, [.. mlp.Hidden, mlp.Outputs]),
        CnnShape cnn => Stages(cnn).Concat(Dense(cnn.Flattened, cnn.Dense > 0 ? [cnn.Dense, cnn.Outputs] : [cnn.Outputs])),
        NgramShape grams => TextLayers.Of(grams),
        TextCnnShape cnn => TextLayers.Of(cnn),
        TextEncoderShape encoder => TextLayers.Of(encoder),
        _ => throw new ArgumentException($"no cost model for {shape.GetType().Name}", nameof(shape)),
    };

    /// <summary>Fully connected layers with biases, one after another.</summary>
    public static IEnumerable<Layer> Dense(double inputs, IEnumerable<int> sizes)
    {
        foreach (var outputs in sizes)
        {
            yield return new Layer((inputs * outputs) + outputs, 0, 2, 2 * inputs * outputs, FloatBytes * outputs, FloatBytes * outputs, false);
            inputs = outputs;
        }
    }

    private static IEnumerable<Layer> Stages(CnnShape cnn)
    {
        double inputs = cnn.Input.Channels;
        var (height, width) = (cnn.Input.Height, cnn.Input.Width);
        foreach (var outputs in cnn.Stages)
        {
            for (var index = 1; index <= cnn.Convolutions; index++)
            {
                var pooled = index == cnn.Convolutions ? (double)outputs * Math.Max(1, height / 2) * Math.Max(1, width / 2) : 0;
                yield return Convolution(cnn.Kernel, inputs, outputs, (double)height * width, pooled);
                inputs = outputs;
            }

            (height, width) = (Math.Max(1, height / 2), Math.Max(1, width / 2));
        }
    }

    /// <summary>
    /// A convolution without bias, batch normalisation and ReLU: the convolution's output and the ReLU's are kept for the backward pass, and of a
    /// pooling its output and 8-byte indices.
    /// </summary>
    private static Layer Convolution(double kernel, double inputs, double outputs, double pixels, double pooled)
    {
        var weights = kernel * kernel * inputs * outputs;
        var output = FloatBytes * outputs * pixels;
        return new Layer(weights + (2 * outputs), 2 * outputs, 6, 2 * weights * pixels, (2 * output) + ((FloatBytes + IndexBytes) * pooled), output, true);
    }
}
