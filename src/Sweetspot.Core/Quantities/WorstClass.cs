namespace Sweetspot.Core;

/// <summary>The class of least recall.</summary>
public static class WorstClass
{
    /// <summary>Of equal ones the one with the most rows, then the first; null of none.</summary>
    public static ClassHits? Of(IEnumerable<ClassHits> classes) => classes.OrderBy(hits => hits.Recall).ThenByDescending(hits => hits.Rows).FirstOrDefault();

    /// <summary>
    /// Hits and rows of each class over all of several measurements; null where one of them does not say its classes. The least of pooled recalls is what the rows say; the mean of each
    /// measurement's least lies below it, the further the fewer rows each has.
    /// </summary>
    /// <param name="values">Of folds, each with rows of its own, or of models that answered the same rows.</param>
    /// <param name="areSameRows">Which of the two.</param>
    public static IReadOnlyList<ClassHits>? Pooled(IReadOnlyCollection<Measurement> values, bool areSameRows) => values.Count == 0 || values.Any(value => value.Classes is null)
        ? null
        : [.. values.SelectMany(value => value.Classes!).GroupBy(hits => hits.Name).Select(same => new ClassHits(
            same.Key, same.Sum(hits => hits.Hits), same.Sum(hits => hits.Rows), areSameRows ? same.Count() : 1))];

    /// <summary>The class of a worst-class recall, in words; null where the measurement does not say it.</summary>
    public static string? Describe(Measurement measurement) => measurement.Classes is { } classes ? Of(classes)?.AsWorst() : null;
}
