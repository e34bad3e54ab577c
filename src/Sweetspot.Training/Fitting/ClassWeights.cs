using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Weights that let rare classes count for more in the loss.</summary>
internal static class ClassWeights
{
    /// <summary>Largest class over smallest, from which classes are weighted.</summary>
    public const double ImbalancedFrom = 3;

    /// <summary>
    /// Power of the inverse class frequency by which classes count in the loss: ½ where one class is nearly everything and each is to count the same (macro
    /// F1, worst-class recall), else 0: many classes of uneven size lost accuracy and macro F1 by weights (docs/learning-rate.md has both measurements).
    /// </summary>
    public static double PowerFor(DataProfile profile, Metric quality) => profile.HasDominantClass && (quality == Metrics.MacroF1 || quality == Metrics.WorstClassRecall) ? 0.5 : 0;

    /// <summary>(mean count / count)^power for each class, 1 on average over the rows; null where classes are balanced or the power is 0.</summary>
    public static float[]? Of(LearningTask task, double power)
    {
        var counts = new int[task.Profile.Outputs];
        foreach (var row in task.Split.Train)
        {
            counts[task.Classes[row]]++;
        }

        var present = counts.Where(count => count > 0).ToList();
        if (power == 0 || present.Max() < ImbalancedFrom * present.Min())
        {
            return null;
        }

        var raw = counts.Select(count => count == 0 ? 0 : Math.Pow(count, -power)).ToArray();
        var total = raw.Select((weight, index) => weight * counts[index]).Sum();
        return [.. raw.Select(weight => (float)(weight * counts.Sum() / total))];
    }
}
