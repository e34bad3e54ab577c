namespace Sweetspot.Training;

/// <summary>What of a translation's reference a model gave a probability.</summary>
/// <param name="Nats">−ln of the probability.</param>
/// <param name="Tokens">Tokens scored, the end included where it is reached.</param>
/// <param name="Characters">Characters that those stand for.</param>
/// <param name="IsCut">Whether the reference is longer than the model writes, so that only its beginning is scored.</param>
internal sealed record ScoredTarget(double Nats, int Tokens, double Characters, bool IsCut);
