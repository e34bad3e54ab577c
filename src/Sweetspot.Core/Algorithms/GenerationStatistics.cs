namespace Sweetspot.Core;

/// <summary>Fitness over one generation.</summary>
/// <param name="Generation">From 0, the random one.</param>
/// <param name="Average">Mean fitness of those that have one; null where none has.</param>
/// <param name="Minimum">The worst; null where none has one.</param>
/// <param name="Maximum">The best; null where none has one.</param>
/// <param name="Evaluations">How many individuals were evaluated for this generation; the others' fitness was known.</param>
public sealed record GenerationStatistics(int Generation, double? Average, double? Minimum, double? Maximum, int Evaluations)
{
    /// <summary>The statistics of these values.</summary>
    internal static GenerationStatistics Of(int generation, IReadOnlyCollection<double> fitness, int evaluations)
    {
        if (fitness.Count == 0)
        {
            return new GenerationStatistics(generation, null, null, null, evaluations);
        }

        var (least, most) = (fitness.Min(), fitness.Max());
        var average = Math.Clamp(fitness.Average(), least, most); // a sum of equal values may round past them
        return new GenerationStatistics(generation, average, least, most, evaluations);
    }
}
