namespace Sweetspot.Planning;

/// <summary>A model under load, with intervals.</summary>
/// <param name="FirstTokenSeconds">Seconds until a request's first token.</param>
/// <param name="PerTokenSeconds">Seconds between its tokens after that.</param>
/// <param name="TokensPerSecond">Tokens of all clients a second, of one copy of the model.</param>
/// <param name="Running">Sequences that decode at a time.</param>
/// <param name="IsLimitedByMemory">Whether memory lets fewer run than there are clients.</param>
public sealed record ServingEstimate(Estimate FirstTokenSeconds, Estimate PerTokenSeconds, Estimate TokensPerSecond, double Running, bool IsLimitedByMemory);
