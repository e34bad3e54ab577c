using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>How long the twin of a compressed candidate may train: until it has had as much compute, by FLOPs, but no more than a few times the usual epochs.</summary>
internal static class TwinBudget
{
    /// <summary>Beyond this, early stopping has long ended a training.</summary>
    public const int MostTimes = 4;

    /// <summary>Most epochs of a twin.</summary>
    /// <param name="candidate">The compressed candidate.</param>
    /// <param name="unpruned">Its model before anything is removed.</param>
    /// <param name="shape">Its model after.</param>
    /// <param name="teacher">Its teacher's model; null: none.</param>
    /// <param name="epochs">Most epochs of every other training.</param>
    public static (int Epochs, bool IsCut) Of(Candidate candidate, ModelShape unpruned, ModelShape shape, ModelShape? teacher, int epochs)
    {
        var own = Flops(shape);
        var total = Compression.Pruned(candidate) > 0 ? (epochs * Flops(unpruned) / own) + FineTuning.Epochs(epochs) : epochs;
        total += teacher is null ? 0 : epochs * Flops(teacher) / own;
        return ((int)Math.Round(Math.Clamp(total, epochs, MostTimes * epochs)), total > MostTimes * epochs);
    }

    private static double Flops(ModelShape shape) => Math.Max(1, ModelCost.Of(shape, 1).Flops);
}
