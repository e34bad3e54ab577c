namespace Sweetspot.Planning;

/// <summary>A model under load, in seconds and tokens a second; without intervals, for searches (<see cref="ServingModel"/> has them).</summary>
/// <param name="FirstToken">Seconds until a request's first token.</param>
/// <param name="PerToken">Seconds between its tokens after that: (end-to-end − first) / (tokens − 1).</param>
/// <param name="TokensPerSecond">Tokens of all clients a second.</param>
/// <param name="Running">Sequences that decode at a time; fewer than the clients where memory is short.</param>
/// <param name="IsLimitedByMemory">Whether it is.</param>
public readonly record struct ServingLoad(double FirstToken, double PerToken, double TokensPerSecond, double Running, bool IsLimitedByMemory)
{
    /// <summary>Seconds of a request of so many tokens.</summary>
    public double EndToEnd(double generated) => FirstToken + (PerToken * Math.Max(0, generated - 1));
}
