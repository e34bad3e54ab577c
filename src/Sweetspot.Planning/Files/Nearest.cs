namespace Sweetspot.Planning;

/// <summary>The known name that was probably meant.</summary>
internal static class Nearest
{
    /// <summary><c>; did you mean "width"?</c> where a known name is near, otherwise <c>; use a, b or c.</c></summary>
    public static string Hint(string written, IReadOnlyCollection<string> known)
    {
        var nearest = Begun(written, known) ?? known.Select(name => (name, distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(written.Length, pair.name.Length) / 3))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.name, StringComparer.Ordinal).Select(pair => pair.name).FirstOrDefault();
        return nearest is not null ? $"; did you mean \"{nearest}\"?" : known.Count == 0 ? "." : $"; use {AnyOf(known)}.";
    }

    /// <summary>The shortest known name that begins as written; null where fewer than three letters are written.</summary>
    private static string? Begun(string written, IEnumerable<string> known) => written.Length < 3 ? null : known
        .Where(name => name.StartsWith(written, StringComparison.OrdinalIgnoreCase)).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary><c>a, b or c</c>.</summary>
    public static string AnyOf(IReadOnlyCollection<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} or {names.Last()}";

    /// <summary>Fewest insertions, deletions, replacements and exchanges of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Step(a, b, cost, i, j);
            }
        }

        return cost[a.Length, b.Length];
    }

    private static int Step(string a, string b, int[,] cost, int i, int j)
    {
        var best = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }
}
