using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NCalc;
using NCalc.Exceptions;

namespace Sweetspot.Planning;

/// <summary>The text of an expression: unit suffixes made numbers, then parsed to a tree.</summary>
internal static partial class ExpressionText
{
    private const int LongestText = 500;

    private static readonly Dictionary<string, double> s_suffixes = new(StringComparer.Ordinal)
    {
        ["k"] = 1e3,
        ["K"] = 1e3,
        ["M"] = 1e6,
        ["G"] = 1e9,
        ["B"] = 1,
        ["kB"] = 1e3,
        ["KB"] = 1e3,
        ["MB"] = 1e6,
        ["GB"] = 1e9,
        ["KiB"] = 1024,
        ["MiB"] = 1024 * 1024,
        ["GiB"] = 1024 * 1024 * 1024,
    };

    /// <summary>The tree of a text.</summary>
    /// <exception cref="ExpressionException">It does not parse; says the column.</exception>
    public static LogicalExpression Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            throw new ExpressionException(string.IsNullOrWhiteSpace(text) ? "the expression is empty" : $"the expression is longer than {LongestText} characters");
        }

        var columns = new List<int>();
        var rewritten = Rewrite(text, columns);
        try
        {
            return LogicalExpressionParser.Parse(rewritten, new LogicalExpressionParserOptions(), CultureInfo.InvariantCulture, CancellationToken.None);
        }
        catch (Exception exception) when (exception is NCalcException or InvalidOperationException or FormatException or OverflowException)
        {
            // The parser means the first; the others it lets through at odd texts such as "a - <= 3" or a number of fifty digits.
            throw new ExpressionException(Unreadable(text, columns, exception.Message));
        }
    }

    /// <summary>Replaces <c>2GiB</c> by <c>2147483648</c>, and refuses what the parser would read in another sense.</summary>
    private static string Rewrite(string text, List<int> columns)
    {
        var rewritten = new StringBuilder();
        var position = 0;
        foreach (Match match in Special().Matches(text))
        {
            Append(rewritten, columns, text[position..match.Index], position, 1);
            Append(rewritten, columns, Replacement(match), match.Index, 0);
            position = match.Index + match.Length;
        }

        Append(rewritten, columns, text[position..], position, 1);
        return rewritten.ToString();
    }

    private static string Replacement(Match match) => match switch
    {
        _ when match.Groups["assign"].Success => throw new ExpressionException($"\"=\" (column {match.Index + 1}) assigns; compare with \"==\""),
        _ when match.Groups["percent"].Success => throw new ExpressionException(
            $"\"{match.Value}\" (column {match.Index + 1}): percent stands only in within(metric, 1%); write {FormattableString.Invariant($"{double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) / 100}")}"),
        _ when match.Groups["suffix"].Success => s_suffixes.TryGetValue(match.Groups["suffix"].Value, out var factor)
            ? (double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * factor).ToString("R", CultureInfo.InvariantCulture)
            : throw new ExpressionException($"\"{match.Value}\" (column {match.Index + 1}) has an unknown suffix; use k, M, G, KB, MB, GB, KiB, MiB or GiB"),
        _ => match.Value,
    };

    private static void Append(StringBuilder rewritten, List<int> columns, string part, int start, int step)
    {
        rewritten.Append(part);
        columns.AddRange(Enumerable.Range(0, part.Length).Select(index => start + (index * step)));
    }

    private static string Unreadable(string text, List<int> columns, string message)
    {
        if (Position().Match(message) is { Success: true } match)
        {
            var index = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
            var column = index < columns.Count ? columns[index] : text.Length;
            var rest = text[column..].Trim();
            return rest.Length == 0 ? "ends too early" : $"cannot be read from column {column + 1} on: {rest}";
        }

        return "cannot be read; is a quote or a bracket missing?";
    }

    // Quoted words are skipped; a number may carry a suffix; a lone "=" is an assignment.
    [GeneratedRegex("""'[^']*'|"[^"]*"|(?<![\w.])(?<number>(?>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))(?:(?<percent>\s*%(?=\s*(?:$|\)|and\b|or\b|&|\|)))|(?<suffix>[A-Za-z]+))|(?<![<>=!])(?<assign>=)(?!=)""", RegexOptions.CultureInvariant)]
    private static partial Regex Special();

    [GeneratedRegex(@"\(1:(\d+)\)")]
    private static partial Regex Position();
}
