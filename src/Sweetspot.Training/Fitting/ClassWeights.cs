namespace Sweetspot.Training;

/// <summary>Weights that let rare classes count for more in the loss.</summary>
internal static class ClassWeights
{
    /// <summary>Largest class over smallest, from which classes are weighted.</summary>
    public const double ImbalancedFrom = 3;

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
