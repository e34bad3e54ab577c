namespace Sweetspot.Planning;

/// <summary>How fast a network of images is trained and answers: on named devices layer by layer, else by FLOPs over a stated share of the FLOP/s.</summary>
internal static class ImageSpeeds
{
    /// <summary>Images that a device answers at a time.</summary>
    public const int AnsweredTogether = 64;

    private const double Spread = 0.5;
    private static readonly int[] s_batches = [256, 128, 64, 32, 16, 8, 4, 2, 1];

    /// <summary>Images trained a second, over all devices; null where not even one image at a time fits.</summary>
    public static Estimate? Trained(ImageQuestion question, Architecture shape)
    {
        if (question.Hardware is not { } hardware)
        {
            return Assumed(question, shape.TrainingFlops(1));
        }

        foreach (var batch in s_batches)
        {
            var setup = Setup(shape, hardware, question.Devices, batch);
            if (TrainingMemoryModel.Of(setup).Total <= hardware.MemoryBytes * PlanEvaluator.MemoryShare)
            {
                // An image takes what its step takes, times what whole trainings take beyond their steps.
                return PlanEvaluator.Realised.DeviceHours(TrainingTimeModel.Of(setup), question.Devices, 1).Times(3600.0 / question.Devices).Per(1);
            }
        }

        return null;
    }

    /// <summary>Images answered a second.</summary>
    public static Estimate Answered(ImageQuestion question, Architecture shape) => (question.ServingHardware, question.Hardware) switch
    {
        ({ } one, _) => On(one, 1, shape),
        (null, { } all) => On(all, question.Devices, shape),
        _ => Assumed(question, shape.ForwardFlops(1)),
    };

    private static Estimate On(Hardware hardware, int devices, Architecture shape) =>
        VisionInference.Of(shape, hardware, hardware.ComputeFormat(NumberFormat.Bf16), AnsweredTogether).ImagesPerSecond.Times(devices);

    private static Estimate Assumed(ImageQuestion question, double flops) => Estimate.Within(
        question.FlopsPerSecond * question.Utilization / flops, Spread, EstimateKind.Formula, FormattableString.Invariant($"FLOPs over {question.Utilization:0.##} of the FLOP/s given"));

    private static TrainingSetup Setup(Architecture shape, Hardware hardware, int devices, int batch)
    {
        var format = hardware.ComputeFormat(NumberFormat.Bf16);
        return new TrainingSetup
        {
            Architecture = shape,
            Hardware = hardware,
            MicroBatch = batch,
            GlobalBatch = batch * devices,
            Parallelism = new Parallelism { Data = devices },
            Format = format,
            Optimizer = format is NumberFormat.Fp32 or NumberFormat.Tf32 ? OptimizerKind.AdamFp32 : OptimizerKind.AdamMixed,
            Kernels = KernelStack.Compiled,
        };
    }
}
