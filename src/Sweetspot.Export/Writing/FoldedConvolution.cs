using Onnx;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>A convolution that has taken in the batch normalisation after it: w' = w · γ / √(σ² + ε), b' = β − μ · γ / √(σ² + ε).</summary>
/// <param name="Name">Name of the convolution.</param>
/// <param name="Kernel">Folded kernel, [outputs × inputs × height × width].</param>
/// <param name="Bias">Folded bias, [outputs].</param>
internal sealed record FoldedConvolution(string Name, WeightTensor Kernel, WeightTensor Bias)
{
    private const double Epsilon = 1e-5; // of BatchNorm2d

    public static FoldedConvolution Of(GraphBuilder graph, string convolution, string norm)
    {
        var kernel = graph.Trained($"{convolution}.weight");
        var (gamma, beta) = (graph.Trained($"{norm}.weight").Values, graph.Trained($"{norm}.bias").Values);
        var (mean, variance) = (graph.Trained($"{norm}.running_mean").Values, graph.Trained($"{norm}.running_var").Values);
        var size = kernel.Values.Length / gamma.Length;
        var scales = gamma.Select((value, channel) => value / Math.Sqrt(variance[channel] + Epsilon)).ToArray();
        return new FoldedConvolution(
            convolution,
            kernel with { Values = [.. kernel.Values.Select((value, index) => (float)(value * scales[index / size]))] },
            new WeightTensor([gamma.Length], [.. scales.Select((scale, channel) => (float)(beta[channel] - (mean[channel] * scale)))]));
    }

    /// <summary>Writes it with the same padding at each side.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="input">(B, inputs, H, W).</param>
    /// <param name="padding">Zeros at each side.</param>
    /// <param name="more">Further attributes: strides, group.</param>
    public string Write(GraphBuilder graph, string input, int padding, params ReadOnlySpan<AttributeProto> more) => graph.Node(
        "Conv",
        [input, graph.Floats($"{Name}.weight", Kernel), graph.Floats($"{Name}.bias", Bias)],
        [Attributes.Of("kernel_shape", [Kernel.Sizes[2], Kernel.Sizes[3]]), Attributes.Of("pads", [padding, padding, padding, padding]), .. more]);
}
