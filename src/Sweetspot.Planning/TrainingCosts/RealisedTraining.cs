namespace Sweetspot.Planning;

/// <summary>What whole trainings take beyond their steps: restarts, evaluation, checkpoints, slower weeks, and older software.</summary>
/// <param name="Factor">Device hours that runs report over those of their steps at the modelled speed; median.</param>
/// <param name="Low">Its lower end for 80 % of runs.</param>
/// <param name="High">Its upper end.</param>
public sealed record RealisedTraining(double Factor, double Low, double High)
{
    /// <summary>Of 30 published runs of 70M to 671B parameters whose device hours are stated.</summary>
    public static RealisedTraining Shipped { get; } = new(1.2, 0.95, 1.7);

    /// <summary>Device hours for so many tokens, images or examples.</summary>
    /// <param name="step">A step of the training.</param>
    /// <param name="devices">Devices that take it.</param>
    /// <param name="units">Tokens, images or examples in all.</param>
    public Estimate DeviceHours(TrainingStep step, int devices, double units)
    {
        var ideal = units / step.UnitsPerSecond.Value * devices / 3600;
        return new Estimate(ideal * Factor, ideal * Low, ideal * High, step.UnitsPerSecond.Kind, "hours of the steps, times what published runs took beyond theirs");
    }
}
