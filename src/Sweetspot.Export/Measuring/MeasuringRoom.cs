namespace Sweetspot.Export;

/// <summary>Where speed is measured: who is kept away meanwhile, and who cannot be.</summary>
/// <param name="Enter">Keeps our own trainings and measurements away until disposed.</param>
/// <param name="OthersRunning">Tasks that want a core beside this one; null where the system does not say.</param>
public sealed record MeasuringRoom(Func<CancellationToken, Task<IDisposable>> Enter, Func<int?> OthersRunning);
