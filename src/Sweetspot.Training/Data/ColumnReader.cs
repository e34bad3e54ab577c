using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Decides what a column of a table is, from all training rows and never from the target, and reads it so.</summary>
/// <param name="rows">Rows to encode: training rows, then test rows.</param>
/// <param name="trainingRows">How many of them are training rows.</param>
internal sealed class ColumnReader(ImmutableArray<int> rows, int trainingRows)
{
    private const double IdShare = 0.95;
    private const double FreeTextShare = 0.5;
    private const int FreeTextLength = 30;
    private const double MostPooledShare = 0.75;
    private const double RareShare = 0.002;
    private const int MostLevels = 50;
    private const int MostEmbedded = 1000;
    private const int EmbeddedRows = 10;

    private readonly List<string> _notes = [];
    private readonly List<string> _constant = [];
    private readonly List<string> _ids = [];
    private readonly List<string> _texts = [];
    private readonly List<string> _withMissing = [];
    private readonly List<string> _pooled = [];

    /// <summary>What was recognised, a line each.</summary>
    public IEnumerable<string> Notes =>
    [
        .. _notes,
        .. Line(_withMissing, "values are missing, the median stands in and a further input says so"),
        .. Line(_pooled, $"rare values are pooled as {FittedCategory.Other}"),
        .. Line(_constant, "the same in every row, left out"),
        .. Line(_ids, "ids, left out"),
        .. Line(_texts, "free text or names that hardly repeat, left out; --text COLUMN learns from a text"),
    ];

    /// <summary>Columns of free text or of names that hardly repeat, which are left out.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Reads a column; empty where it is of no use.</summary>
    public IEnumerable<FeatureSeries> Read(TextColumn column)
    {
        var profile = ColumnProfile.Of(column, rows.AsSpan(0, trainingRows));
        if (profile.Distinct == 0 || (profile.Distinct == 1 && profile.MissingWords == 0))
        {
            _constant.Add(column.Name);
            return [];
        }

        if (profile.IsNumeric)
        {
            return ReadNumber(column, profile);
        }

        return DateText.WayOf(profile.WordLevels) is { } way ? ReadDate(column, way, NumberPart.Days, NumberPart.Year, NumberPart.Month, NumberPart.Weekday, NumberPart.Hour) : ReadCategory(column, profile);
    }

    /// <summary>Reads the column that a table is split by: the parts of a date that come again. The time itself would be new in every later row.</summary>
    public IEnumerable<FeatureSeries> ReadTime(TextColumn column)
    {
        var profile = ColumnProfile.Of(column, rows.AsSpan(0, trainingRows));
        return !profile.IsNumeric && DateText.WayOf(profile.WordLevels) is { } way ? ReadDate(column, way, NumberPart.Month, NumberPart.Weekday, NumberPart.Hour) : [];
    }

    private static IEnumerable<string> Line(List<string> names, string what) =>
        names.Count == 0 ? [] : [$"{Listing.Of(names)}: {what}."];

    private IEnumerable<FeatureSeries> ReadNumber(TextColumn column, ColumnProfile profile)
    {
        NumberText.RequireOneComma(column.Name, profile.Counts.Keys);
        var values = column.Map(NumberText.ParseOrNaN, rows);
        if (IsId(column.Name, values.AsSpan(0, trainingRows)))
        {
            _ids.Add(column.Name);
            yield break;
        }

        if (profile.Words > 0)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{column.Name}: {Counted.Of(profile.Words, "value")} such as \"{profile.WordLevels.First()}\" {Counted.Word(profile.Words, "is no number and counts", "are not numbers and count")} as missing."));
        }

        if (profile.Infinite > 0)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{column.Name}: {Counted.Of(profile.Infinite, "value")} such as \"{profile.InfiniteText}\" {Counted.Word(profile.Infinite, "is infinite or too large for a number, and counts", "are infinite or too large for a number, and count")} as missing."));
        }

        var missing = values.Take(trainingRows).Any(double.IsNaN);
        if (missing)
        {
            _withMissing.Add(column.Name);
        }

        yield return new NumberSeries(column.Name, NumberPart.Value, null, values, missing);
    }

    /// <summary>All different whole numbers, named like an id, and sorted or without a gap.</summary>
    private static bool IsId(string name, ReadOnlySpan<double> values)
    {
        var text = name.ToUpperInvariant();
        var named = text is "ID" or "INDEX" or "ROW" or "ROWID" or "KEY" || text.EndsWith("_ID", StringComparison.Ordinal)
            || text.StartsWith("COLUMN ", StringComparison.Ordinal) || text.StartsWith("UNNAMED", StringComparison.Ordinal) || name.EndsWith("Id", StringComparison.Ordinal);
        if (!named)
        {
            return false;
        }

        var given = values.ToArray();
        var sorted = given.Order().ToArray();
        var whole = Array.TrueForAll(given, value => value == Math.Floor(value));
        var distinct = sorted.Zip(sorted.Skip(1)).All(pair => pair.First < pair.Second);
        return whole && distinct && (given.SequenceEqual(sorted) || sorted[^1] - sorted[0] + 1 <= 2.0 * given.Length);
    }

    private List<FeatureSeries> ReadDate(TextColumn column, string way, params NumberPart[] wanted)
    {
        var parts = new List<FeatureSeries>();
        var names = new List<string>();
        foreach (var part in wanted)
        {
            var values = column.Map(text => DateText.Part(text, way, part), rows);
            var known = values.Take(trainingRows).Where(value => !double.IsNaN(value)).ToList();
            if (known.Count > 0 && known.Max() > known.Min())
            {
                parts.Add(new NumberSeries(column.Name, part, way, values, indicator: parts.Count == 0 && known.Count < trainingRows));
                names.Add(part.ToString().ToLowerInvariant());
            }
        }

        _notes.Add($"{column.Name}: dates written {way}; {(names.Count == 0 ? "nothing" : string.Join(", ", names))} {(names.Count < 2 ? "is" : "are")} taken.");
        return parts;
    }

    private IEnumerable<FeatureSeries> ReadCategory(TextColumn column, ColumnProfile profile)
    {
        var present = profile.Words + profile.Numbers;
        var nearlyUnique = profile.Distinct > IdShare * present;
        var freeText = profile.Distinct > FreeTextShare * present && profile.MeanLength > FreeTextLength;
        var (levels, all, pooled) = Levels(profile);
        var hardlyRepeats = present - all.Sum(level => profile.Counts.GetValueOrDefault(level)) > MostPooledShare * present;
        if (nearlyUnique || freeText || hardlyRepeats || levels.Length < 2)
        {
            (nearlyUnique && profile.MeanLength <= FreeTextLength && !TextUnits.AreSentences(profile.Counts.Keys) ? _ids : _texts).Add(column.Name);
            yield break;
        }

        if (pooled > 0)
        {
            _pooled.Add(string.Create(CultureInfo.InvariantCulture, $"{column.Name} ({pooled:N0} of {profile.Distinct:N0})"));
        }

        var indices = column.Map(CategoryIndex.Of(levels).Find, rows);
        yield return all.Length + 1 < CategoryVectors.FewestLevels
            ? new CategorySeries(column.Name, levels, indices)
            : new CategorySeries(column.Name, levels, indices, all, column.Map(CategoryIndex.Of(all).Find, rows));
    }

    /// <summary>
    /// Levels that have a number each: at most 50, of enough rows; and those that can be embedded: the same, or where more than 50 have 10 rows, up to 1,000.
    /// Rare ones are pooled.
    /// </summary>
    private (ImmutableArray<string> Hot, ImmutableArray<string> All, int Pooled) Levels(ColumnProfile profile)
    {
        var least = Math.Max(2, RareShare * trainingRows);
        var sorted = profile.Counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        List<string> kept = [.. sorted.Where(pair => pair.Value >= least).Take(MostLevels).Select(pair => pair.Key)];
        List<string> embedded = [.. sorted.Where(pair => pair.Value >= EmbeddedRows).Take(MostEmbedded).Select(pair => pair.Key)];
        var hasMissing = profile.MissingWords > 0;
        if (embedded.Count <= MostLevels)
        {
            var few = WithPools(kept, hasMissing, profile.Counts.Count > kept.Count);
            return (few, few, profile.Counts.Count - kept.Count);
        }

        // As many numbers as the shape of a model assumes of a category of more than 50 levels.
        var hot = WithPools([.. sorted.Take(MostLevels).Select(pair => pair.Key)], hasMissing: true, hasOther: true);
        var all = WithPools(embedded, hasMissing, profile.Counts.Count > embedded.Count);
        return (all.Length <= CategoryVectors.MostHot ? all : hot, all, profile.Counts.Count - embedded.Count);
    }

    private static ImmutableArray<string> WithPools(List<string> levels, bool hasMissing, bool hasOther) =>
    [
        .. levels.Order(StringComparer.Ordinal).Concat(hasMissing ? [FittedCategory.Missing] : Array.Empty<string>())
            .Concat(hasOther ? [FittedCategory.Other] : Array.Empty<string>()).Distinct(),
    ];
}
