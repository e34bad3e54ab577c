namespace Sweetspot.Planning;

/// <summary>What trainings reach of a device, beyond what its products, links and memory do alone. docs/training-costs.md has the rows, the spread and the errors on groups left out.</summary>
public sealed record TrainingConstants
{
    /// <summary>Set by least squares on the logarithms of 213 published throughputs; links and isolated products have constants of their own.</summary>
    public static TrainingConstants Shipped { get; } = new();

    /// <summary>Speed of products in a long training over that of one measured alone, on a device with <see cref="ReferenceWatts"/>.</summary>
    public double SustainedShare { get; init; } = 1.0;

    /// <summary>How that falls with the watts that a device has for a FLOP/s: it lowers its clock (share = watts per FLOP/s over the A100's, to this power).</summary>
    public double PowerExponent { get; init; } = 0.308;

    /// <summary>Memory traffic of norms, sums and activations over the least possible, fused.</summary>
    public double FusedTraffic { get; init; } = 1.65;

    /// <summary>The same one by one.</summary>
    public double EagerTraffic { get; init; } = 2.51;

    /// <summary>Share of peak of fused attention on a device with <see cref="ReferencePeak"/>: exponentials keep it below products.</summary>
    public double AttentionShare { get; init; } = 0.329;

    /// <summary>Attention's rate grows with peak FLOP/s to this power: the units for exponentials grow more slowly than those for products.</summary>
    public double AttentionExponent { get; init; } = 0.507;

    /// <summary>How much faster attention of a tuned stack is, on devices with 8-bit units (Hopper and later): all that set it are such.</summary>
    public double TunedAttention { get; init; } = 4.03;

    /// <summary>Traffic of casting to 8 bits over one reading and writing of each operand.</summary>
    public double CastTraffic { get; init; } = 0.37;

    /// <summary>Seconds of a layer, forwards and backwards, that no operand explains: launches and gaps.</summary>
    public double LayerSeconds { get; init; } = 1.74e-4;

    /// <summary>The same of each expert that a device holds.</summary>
    public double ExpertSeconds { get; init; } = 3.68e-4;

    /// <summary>Share of a device's own part of the network that the exchange of gradients and weights reaches.</summary>
    public double ExchangeShare { get; init; } = 0.76;

    /// <summary>How exchange hides behind computing: t = (compute^x + exchange^x)^(1/x); 1 adds them, infinity takes the longer.</summary>
    public double Overlap { get; init; } = 6.9;

    /// <summary>What each doubling of nodes loses by waiting for the slowest.</summary>
    public double StragglerShare { get; init; } = 0.0073;

    /// <summary>Dense 16-bit FLOP/s of the device that shares are stated for, an A100.</summary>
    public const double ReferencePeak = 312e12;

    /// <summary>Its watts.</summary>
    public const double ReferenceWatts = 400;

    /// <summary>Watts for a FLOP/s over the A100's where a device does not state its own: an H100's.</summary>
    public const double UsualWatts = 0.55;
}
