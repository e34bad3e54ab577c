using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>How a model is trained on after it was pruned.</summary>
public static class FineTuning
{
    /// <summary>Share of the usual rate of the pruned shape at which the schedule peaks.</summary>
    public const double RateShare = 0.5;

    /// <summary>Most epochs after pruning: half of those before.</summary>
    public static int Epochs(int before) => Math.Max(1, (before + 1) / 2);

    /// <summary>All epochs of a pruned model that was trained on for so many at most, dense and fine-tuning together.</summary>
    public static int Total(int before) => before + Epochs(before);

    /// <summary>Of the epochs of a final training, those before pruning: as it was verified.</summary>
    public static int Before(Fidelity total) => total.Dense ?? Before(total.Epochs);

    /// <summary>Of a number of epochs in all of which no more is known, those before pruning: two thirds, the proportion of <see cref="Epochs"/>; at least one stays for after.</summary>
    public static int Before(int total) => Math.Max(1, total - Math.Max(1, (int)Math.Round(total / 3.0)));
}
