namespace Sweetspot.Benchmarks;

/// <summary>One constant of a set of constants.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where a fit begins and, where no row speaks of it, stays: a round number of its size.</param>
/// <param name="Get">Its value in a set.</param>
/// <param name="Set">A set with another value.</param>
internal sealed record Term<T>(string Name, double Start, Func<T, double> Get, Func<T, double, T> Set);
