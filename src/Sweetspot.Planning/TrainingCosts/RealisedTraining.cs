namespace Sweetspot.Planning;

/// <summary>
/// What whole trainings take beyond their steps: restarts, evaluation, checkpoints, older software, splits that were not the fastest. The utilisation that a run realises is taken half-way, as a geometric mean,
/// between that of its steps and one that all runs share.
/// </summary>
/// <param name="Utilization">The shared one.</param>
/// <param name="Low">Device hours over those predicted, lower end for 80 % of runs.</param>
/// <param name="High">Its upper end.</param>
public sealed record RealisedTraining(double Utilization, double Low, double High)
{
    /// <summary>Of 29 published runs of 70M to 671B parameters whose device hours are stated.</summary>
    public static RealisedTraining Shipped { get; } = new(0.31, 0.8, 1.5);

    /// <summary>Hours that a run takes over those of its steps.</summary>
    /// <param name="utilization">Of model FLOPs in its steps.</param>
    public double Factor(double utilization) => Math.Sqrt(utilization / Utilization);

    /// <summary>The same for a step: at least 1 where the model of steps was not set on such devices and models, for there nothing says that a low utilisation is the model's error.</summary>
    public double Factor(in TrainingStep step) => step.UnitsPerSecond.Kind == EstimateKind.Interpolated ? Factor(step.ModelFlopsUtilization) : Math.Max(1, Factor(step.ModelFlopsUtilization));

    /// <summary>Device hours for so many tokens, images or examples.</summary>
    /// <param name="step">A step of the training.</param>
    /// <param name="devices">Devices that take it.</param>
    /// <param name="units">Tokens, images or examples in all.</param>
    public Estimate DeviceHours(in TrainingStep step, int devices, double units)
    {
        var hours = units / step.UnitsPerSecond.Value * devices / 3600 * Factor(step);
        return new Estimate(hours, hours * Low, hours * High, step.UnitsPerSecond.Kind, "hours of the steps, and what published runs took beyond theirs");
    }
}
