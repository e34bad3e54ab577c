using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Execution;

/// <summary>What an evaluator gave or threw, as an evaluation fit to be stored.</summary>
internal static class Outcomes
{
    // What libtorch says on CPU and GPU; it has no exception type of its own for it.
    private static readonly string[] s_outOfMemory = ["out of memory", "can't allocate memory", "not enough memory"];

    /// <summary>The evaluation itself, or a diverged one without the values that are not finite.</summary>
    public static Evaluation Checked(Evaluation evaluation)
    {
        var bad = evaluation.Metrics.Where(pair => !IsFinite(pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToImmutableArray();
        return bad.IsEmpty
            ? evaluation
            : new Evaluation.Diverged(FormattableString.Invariant($"{bad[0].Key} is {bad[0].Value.Value}"))
            {
                Metrics = evaluation.Metrics.RemoveRange(bad.Select(pair => pair.Key)),
                Curve = evaluation.Curve,
            };
    }

    /// <summary>The failure that an exception means.</summary>
    public static Evaluation Of(Exception exception)
    {
        var isOutOfMemory = exception is OutOfMemoryException
            || s_outOfMemory.Any(text => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase));
        return new Evaluation.Failed(isOutOfMemory
            ? $"out of memory ({exception.Message}); limit the size or lower the batch"
            : $"{exception.GetType().Name}: {exception.Message}");
    }

    private static bool IsFinite(Measurement measurement) =>
        double.IsFinite(measurement.Value) && double.IsFinite(measurement.StandardError ?? 0);
}
