using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Roughly how long a training takes on one thread, before any has run. Right within a factor of about three; trials are measured.</summary>
/// <remarks>
/// Time = steps × (calls + optimizer) + examples × (3 × forward FLOPs / achieved rate + 3 × activation bytes / bandwidth): backward costs twice forward.
/// The constants were read off trainings with libtorch on one core with AVX-512: 784-256-256-10 at batch 128 takes 2.6 to 3.1 ms a step,
/// convolutions 4-8-16 to 32-64-128 on 20,000 28×28 images 0.5 to 4 s an epoch.
/// </remarks>
public static class TrainingTimeEstimate
{
    /// <summary>FLOP/s of a large matrix product on one thread, where this machine's own was not measured.</summary>
    public const double AssumedPeakFlopsPerSecond = 1.1e11;

    private const double LinearShareOfPeak = 0.8;

    // Above 1: a 3×3 convolution needs fewer multiplications than are counted where the engine transforms it (Winograd).
    private const double ConvolutionShareOfPeak = 2.0;
    private const double BytesPerSecond = 1.2e10;
    private const double LinearCallSeconds = 1e-4;
    private const double ConvolutionCallSeconds = 3e-4;

    /// <summary>CPU seconds of AdamW for one parameter in one step.</summary>
    internal const double OptimizerSecondsPerParameter = 2e-9;

    /// <summary>CPU seconds of a whole training.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="rows">Training rows.</param>
    /// <param name="epochs">Passes over them.</param>
    /// <param name="batch">Rows in one step.</param>
    /// <param name="peakFlopsPerSecond">FLOP/s of a matrix product on one thread of this machine.</param>
    public static Measurement Of(ModelShape shape, int rows, int epochs, int batch, double peakFlopsPerSecond = AssumedPeakFlopsPerSecond)
    {
        var layers = Layer.Of(shape).ToList();
        var steps = Math.Ceiling(rows / (double)batch);
        var perStep = layers.Sum(layer =>
            (layer.IsConvolution ? ConvolutionCallSeconds : LinearCallSeconds) + (layer.Parameters * OptimizerSecondsPerParameter));
        var perExample = layers.Sum(layer =>
            (3 * layer.Flops / (peakFlopsPerSecond * (layer.IsConvolution ? ConvolutionShareOfPeak : LinearShareOfPeak)))
            + (3 * layer.SavedBytes / BytesPerSecond));
        var seconds = epochs * ((steps * perStep) + (rows * perExample));
        return new Measurement(seconds, Metrics.TrainSeconds.Unit, new Origin(OriginKind.Predicted, "rough, within a factor of about 3"));
    }
}
