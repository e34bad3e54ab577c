using System.Globalization;
using System.Text.RegularExpressions;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Makes constraints, conditions, derived values and goals of what a user wrote.</summary>
internal static partial class Expressions
{
    /// <summary>Whether a text is a goal: <c>within(accuracy, 1%)</c>.</summary>
    public static bool IsGoal(string text) => text.TrimStart().StartsWith("within", StringComparison.Ordinal);

    /// <summary>The constraints of a text: one for each part joined by <c>and</c>.</summary>
    /// <exception cref="ExpressionException">The text is no condition over known names.</exception>
    public static IEnumerable<Constraint> Constraints(string text, NameTable names)
    {
        var parts = ExpressionTree.Conjuncts(ExpressionText.Parse(text)).ToList();
        return parts.ConvertAll(part =>
        {
            var tree = new ExpressionTree(text, names);
            var violation = tree.Violation(part);
            return new Constraint(
                parts.Count == 1 ? text.Trim() : ExpressionWriter.Write(part), tree.Knowledge, tree.Read, violation, lookup => Describe(tree.Read, lookup));
        });
    }

    /// <summary>A goal relative to the best found.</summary>
    /// <exception cref="ExpressionException">The text is no goal over a known metric.</exception>
    public static RelativeGoal Goal(string text, IReadOnlyCollection<string> metrics)
    {
        if (Within().Match(text) is not { Success: true } match)
        {
            if (Negative().Match(text) is { Success: true } negative)
            {
                throw new ExpressionException($"a tolerance below 0 would ask for better than the best found; write within({negative.Groups["metric"].Value}, {negative.Groups["number"].Value}{negative.Groups["unit"].Value})");
            }

            throw new ExpressionException("a goal is written within(metric, 1%) (relative to the best) or within(metric, 1pp) (points)");
        }

        var (metric, isPoints) = (match.Groups["metric"].Value, match.Groups["unit"].Value == "pp");
        var tolerance = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) / 100;
        return metrics.Contains(metric)
            ? new RelativeGoal(metric, tolerance, isPoints)
            : throw new ExpressionException($"\"{metric}\" is not a metric of this task{Nearest.Hint(metric, metrics)}");
    }

    /// <summary>A condition of a gene.</summary>
    /// <exception cref="ExpressionException">The text is no condition over genes that stand earlier.</exception>
    public static Condition Condition(string text, NameTable names)
    {
        var tree = new ExpressionTree(text, names);
        var violation = tree.Violation(ExpressionText.Parse(text));
        return new Condition(text, tree.Read, lookup => violation(lookup) <= 0);
    }

    /// <summary>A derived number.</summary>
    /// <exception cref="ExpressionException">The text is no arithmetic over genes.</exception>
    public static DerivedValue Derived(string name, string text, NameTable names)
    {
        var tree = new ExpressionTree(text, names);
        var number = tree.Number(ExpressionText.Parse(text));
        return new DerivedValue(name, text, tree.Read, lookup => number(lookup) is { } value && double.IsFinite(value) ? GeneValue.Of(value) : null);
    }

    private static string Describe(IEnumerable<string> names, ValueLookup lookup) =>
        string.Join(", ", names.Select(name => $"{name} = {(lookup(name) is { } value ? Text(value) : "unknown")}"));

    private static string Text(GeneValue value) => !value.IsNumber ? value.ToString()
        : value.Number == Math.Floor(value.Number) && Math.Abs(value.Number) < 1e15 ? value.Number.ToString("N0", CultureInfo.InvariantCulture)
        : value.Number.ToString("G4", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*within\s*\(\s*(?<metric>\w+)\s*,\s*(?<number>\d+(\.\d+)?)\s*(?<unit>%|pp)\s*\)\s*$")]
    private static partial Regex Within();

    [GeneratedRegex(@"^\s*within\s*\(\s*(?<metric>\w+)\s*,\s*-\s*(?<number>\d+(\.\d+)?)\s*(?<unit>%|pp)\s*\)\s*$")]
    private static partial Regex Negative();
}
