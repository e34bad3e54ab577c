using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What one run of the article's program did.</summary>
/// <param name="Statistics">Fitness by generation: 0, the random population, to 100.</param>
/// <param name="Best">The hall of fame: the ten integers of the fittest individual ever seen.</param>
/// <param name="BestFitness">Its fitness, 1 / (sum + 1).</param>
/// <param name="BestSum">Its sum, the article's "model size".</param>
/// <param name="LeftRangeAt">First generation in which a gene of the population was outside 1..100; null where none ever was.</param>
/// <param name="ReachedOneAt">First generation with a fitness of 1.0, which no individual within the range can have; null where none did.</param>
/// <param name="Evaluations">How many fitness values were computed.</param>
public sealed record ArticleRun(
    ImmutableArray<GenerationStatistics> Statistics,
    ImmutableArray<int> Best,
    double BestFitness,
    int BestSum,
    int? LeftRangeAt,
    int? ReachedOneAt,
    int Evaluations);
