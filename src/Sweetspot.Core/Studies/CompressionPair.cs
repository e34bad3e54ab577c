namespace Sweetspot.Core;

/// <summary>A compressed candidate and what it is compared with.</summary>
/// <param name="Compressed">A finalist, or the best one found.</param>
/// <param name="Twin">The same final shape, trained from scratch.</param>
/// <param name="TwinFidelity">What the twin may spend: as much compute, as far as that is sensible.</param>
public sealed record CompressionPair(Candidate Compressed, Candidate Twin, Fidelity TwinFidelity);
