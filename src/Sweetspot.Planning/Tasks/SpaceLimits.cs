using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>Limits of a default space of texts, so that one training stays within so many CPU seconds, and the optimizer's part within <see cref="OptimizerSeconds"/> more.</summary>
/// <param name="Seconds">CPU seconds of the passes of one training.</param>
/// <param name="Rows">Rows of the data.</param>
/// <param name="Epochs">Most epochs of one training.</param>
/// <param name="Batch">Examples in one training step.</param>
internal sealed record SpaceLimits(double Seconds, int Rows, int Epochs, int Batch)
{
    /// <summary>CPU seconds of the optimizer.</summary>
    public const double OptimizerSeconds = 4;

    /// <summary>Share of the rows that is learned from.</summary>
    public const double TrainingShare = 0.8;

    private const double LinearShareOfPeak = 0.2;
    private const double BytesPerSecond = 2e9;
    private const double BytesPerParameter = 16;

    /// <summary>FLOPs of a forward pass of one example.</summary>
    public double Flops => TwoDigits(Seconds * LinearShareOfPeak * TrainingTimeEstimate.AssumedPeakFlopsPerSecond / (3 * Examples));

    /// <summary>Parameters, which the optimizer goes through at each step.</summary>
    public double Parameters => TwoDigits(OptimizerSeconds / (TrainingTimeEstimate.OptimizerSecondsPerParameter * Steps(Rows, Epochs, Batch)));

    /// <summary>Bytes to train: attention of long texts is bound by them.</summary>
    public double Memory => TwoDigits((BytesPerParameter * Parameters) + (Batch * Seconds * BytesPerSecond / Examples));

    private double Examples => TrainingShare * Rows * Epochs;

    /// <summary>Steps of one training.</summary>
    public static double Steps(int rows, int epochs, int batch) => epochs * Math.Max(1, TrainingShare * rows / batch);

    /// <summary>A limit as a study file writes it.</summary>
    public static string Text(string metric, double most) => string.Create(CultureInfo.InvariantCulture, $"{metric} <= {most:0}");

    /// <summary>Rounded up to two digits.</summary>
    public static double TwoDigits(double number)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(number)) - 1);
        return Math.Ceiling(number / unit) * unit;
    }
}
