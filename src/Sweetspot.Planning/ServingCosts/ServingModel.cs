using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>How fast a model answers on devices, with intervals from the errors seen on groups of measurements left out of the fit.</summary>
public static class ServingModel
{
    private const double Gib = 1L << 30;

    /// <summary>Seconds to read one prompt.</summary>
    /// <exception cref="UserInputException">The weights do not fit, or devices and model do not go together.</exception>
    public static Estimate Prefill(ServingSetup setup) =>
        Within(setup, Checked(setup).PrefillSeconds(setup.Prompt), setup.Engine == ServingEngine.Local ? ServingSpread.LocalPrefill : ServingSpread.ServerPrefill, "prefill");

    /// <summary>Seconds of a step that gives each of so many sequences a token.</summary>
    /// <param name="setup">The setup; prompt, answer and clients are not used.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="context">Tokens before it, on average.</param>
    /// <exception cref="UserInputException">The weights do not fit, or devices and model do not go together.</exception>
    public static Estimate Decode(ServingSetup setup, int batch, double context) =>
        Within(setup, Checked(setup).StepSeconds(batch, context), setup.Engine == ServingEngine.Local ? ServingSpread.LocalDecode : ServingSpread.PerToken, "decoding");

    /// <summary>The setup's traffic.</summary>
    /// <exception cref="UserInputException">The weights do not fit, or devices and model do not go together.</exception>
    public static ServingEstimate UnderLoad(ServingSetup setup)
    {
        var load = Checked(setup).UnderLoad(setup.Prompt, setup.Generated, setup.Clients, setup.MostRunning ?? double.MaxValue);
        return new ServingEstimate(
            Within(setup, load.FirstToken, ServingSpread.FirstToken, "serving"),
            Within(setup, load.PerToken, setup.Engine == ServingEngine.Local ? ServingSpread.LocalDecode : ServingSpread.PerToken, "serving"),
            Within(setup, load.TokensPerSecond, ServingSpread.Throughput, "serving"),
            load.Running,
            load.IsLimitedByMemory);
    }

    private static Estimate Within(ServingSetup setup, double value, double spread, string what)
    {
        var isSeen = setup.Hardware.Kind is not (HardwareKind.Accelerator or HardwareKind.Cpu) && setup.Hardware.Vendor is ("NVIDIA" or "Apple");
        return Estimate.Within(
            value, isSeen ? spread : 2 * spread, isSeen ? EstimateKind.Interpolated : EstimateKind.Formula,
            isSeen ? $"{what} curves set on published measurements" : $"{what} curves of other makers' devices; no measurement of this kind");
    }

    private static ServingTimes Checked(ServingSetup setup)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(setup.Tensor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(setup.Pipeline, 1);
        var times = new ServingTimes(
            ServingShape.Of(setup.Architecture, setup.Weights, setup.Cache), new ServingDevice(setup.Hardware, setup.Weights), setup.Engine, setup.Tensor, setup.Pipeline);
        return times.PoolBytes > 0 ? times : throw new UserInputException(
            FormattableString.Invariant($"{setup.Architecture.Name}: {setup.Weights.Name} weights need {times.WeightBytes / Gib:0.0} GiB a device, {setup.Hardware.Name} has {setup.Hardware.MemoryBytes / Gib:0.0} GiB; use more devices or fewer bits."));
    }
}
