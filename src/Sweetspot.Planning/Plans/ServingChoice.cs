namespace Sweetspot.Planning;

/// <summary>One way to answer with a model.</summary>
/// <param name="Setup">One copy of the model: devices that share it, and clients at a time.</param>
/// <param name="Copies">Copies of it.</param>
/// <param name="Speed">Waits and tokens a second of one copy, with intervals.</param>
/// <param name="Memory">Bytes on one of its devices.</param>
/// <param name="UsdPerHour">Dollars of one device for an hour; null where no price is known.</param>
public sealed record ServingChoice(ServingSetup Setup, int Copies, ServingEstimate Speed, ServingMemory Memory, double? UsdPerHour)
{
    /// <summary>All devices.</summary>
    public int Devices => Copies * Setup.Tensor * Setup.Pipeline;

    /// <summary>Dollars for a million tokens answered, when all copies are busy; null where no price is known.</summary>
    public Estimate? UsdPerMillionTokens => UsdPerHour is { } price ? Speed.TokensPerSecond.Per(1e6).Times(Setup.Tensor * Setup.Pipeline * price / 3600) : null;
}
