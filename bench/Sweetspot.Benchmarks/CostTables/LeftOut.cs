namespace Sweetspot.Benchmarks;

/// <summary>Judges each group with constants that were set on the other groups alone.</summary>
internal static class LeftOut
{
    /// <summary>Fewest groups of which one can be left out.</summary>
    private const int FewestGroups = 3;

    /// <summary>Fewest rows that may set constants.</summary>
    private const int FewestRows = 50;

    /// <summary>The judged rows, in the order of the groups; empty where there are fewer than three groups, or too few rows would set constants.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="groupOf">The group of a row.</param>
    /// <param name="fit">Constants set on rows.</param>
    /// <param name="judge">A row judged with constants.</param>
    /// <param name="fewestRows">Fewest rows that may set them.</param>
    public static IReadOnlyList<JudgedRow> Judge<TRow, TConstants>(
        IReadOnlyList<TRow> rows, Func<TRow, string> groupOf, Func<IReadOnlyList<TRow>, TConstants> fit, Func<TRow, TConstants, JudgedRow> judge,
        int fewestRows = FewestRows)
    {
        var groups = rows.GroupBy(groupOf, StringComparer.Ordinal).ToArray();
        return groups.Length < FewestGroups || rows.Count - groups.Max(group => group.Count()) < fewestRows ? [] :
        [
            .. groups.SelectMany(group =>
            {
                var constants = fit([.. rows.Where(row => groupOf(row) != group.Key)]);
                return group.Select(row => judge(row, constants));
            }),
        ];
    }
}
