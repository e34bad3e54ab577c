using System.Text.RegularExpressions;

namespace Sweetspot.Core;

/// <summary>Which class a worst-class recall is of, as its origin says it.</summary>
public static partial class WorstClass
{
    /// <summary>For an origin's detail: <c>worst class "stop", 30 of its 36 rows</c>.</summary>
    public static string Detail(string name, int hits, int rows) => FormattableString.Invariant($"worst class \"{name}\", {hits} of its {rows} rows");

    /// <summary>For the detail of a mean: <c>worst class "8" (3 of 5), "1" (2 of 5)</c>; null where none of them says a class.</summary>
    public static string? Detail(IReadOnlyCollection<Measurement> values)
    {
        var names = values.Select(value => Single().Match(value.Origin.Detail)).Where(match => match.Success).Select(match => match.Groups["name"].Value)
            .GroupBy(name => name).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : $"worst class {string.Join(", ", names.Select(same => $"\"{same.Key}\" ({same.Count()} of {values.Count})"))}";
    }

    /// <summary>The part of an origin's detail that names the class or classes; null where there is none.</summary>
    public static string? Of(Measurement measurement) =>
        Single().Match(measurement.Origin.Detail) is { Success: true } one ? one.Value
        : Several().Match(measurement.Origin.Detail) is { Success: true } several ? several.Value
        : null;

    [GeneratedRegex("worst class \"(?<name>.*?)\", \\d+ of its \\d+ rows", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Single();

    [GeneratedRegex("worst class (\".*?\" \\(\\d+ of \\d+\\)(, )?)+", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Several();
}
