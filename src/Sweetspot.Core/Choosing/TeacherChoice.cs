namespace Sweetspot.Core;

/// <summary>Which model others learn from.</summary>
public static class TeacherChoice
{
    /// <summary>The largest completed trial that is not distinguishably worse than the best: within one standard error of a difference, by its guess. Null where none completed.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="quality">What is good.</param>
    /// <param name="sizeMetric">What is large.</param>
    /// <param name="validationRows">Rows that each was judged on.</param>
    public static Trial? Of(IEnumerable<Trial> trials, Objective quality, string sizeMetric, int validationRows)
    {
        var scale = new QualityScale(quality, validationRows);
        var known = trials.Select(trial => (Trial: trial, Quality: ChoosingValues.Completed(trial, quality.Name))).Where(pair => pair.Quality is not null)
            .Select(pair => (pair.Trial, Scaled: scale.Of(pair.Quality!.Value))).OrderBy(pair => pair.Trial.Number).ToList();
        if (known.Count == 0)
        {
            return null;
        }

        var enough = scale.OneErrorWorse(known.Min(pair => pair.Scaled), validationRows);
        return known.Where(pair => pair.Scaled <= enough + 1e-12).MaxBy(pair => pair.Trial.Value(sizeMetric) ?? 0).Trial;
    }
}
