using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Conditions on the rows of a table, as <c>--where</c> gives them: the same text means the same in every command.</summary>
/// <remarks>A column with any word holds words in all its cells, also those that look like numbers. A missing cell, or a number that is not finite, meets no comparison.</remarks>
internal sealed class RowConditions
{
    private readonly TableData _data;
    private readonly ImmutableArray<string> _texts;
    private readonly List<Condition> _conditions;

    private RowConditions(TableData data, ImmutableArray<string> texts, List<Condition> conditions) => (_data, _texts, _conditions) = (data, texts, conditions);

    /// <summary>Reads conditions; those that cannot be read are added to <paramref name="problems"/>.</summary>
    public static RowConditions Read(TableData data, IEnumerable<string> texts, List<string> problems)
    {
        var names = NameTable.OfColumns(data.Columns.Select(column => (column.Name, Words(column))));
        ImmutableArray<string> all = [.. texts];
        return new RowConditions(data, all, [.. all.Select(text => Parse(text, names, problems)).OfType<Condition>()]);
    }

    /// <summary>The rows that meet all conditions; where none does, that is added to <paramref name="problems"/>.</summary>
    public List<int> Kept(List<string> problems)
    {
        var kept = Enumerable.Range(0, _data.Rows).Where(row => _conditions.TrueForAll(condition => condition.Holds(name => ValueOf(_data.Find(name)!, row)))).ToList();
        if (kept.Count == 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"--where {string.Join(" and ", _texts)}: none of the {_data.Rows:N0} rows of {_data.Name} meets it; loosen it."));
        }

        return kept;
    }

    /// <summary>The words of a column; none where every cell is a number or missing.</summary>
    public static ImmutableArray<string> Words(TableColumn column) =>
        column.HoldsWords ? [.. column.Cells.Where((_, row) => !column.IsMissing(row)).Distinct()] : [];

    private static Condition? Parse(string text, NameTable names, List<string> problems)
    {
        try
        {
            return Expressions.Condition(text, names);
        }
        catch (ExpressionException exception)
        {
            problems.Add($"--where \"{text}\": {exception.Message}");
            return null;
        }
    }

    private static GeneValue? ValueOf(TableColumn column, int row) => column.IsMissing(row) ? null
        : column.HoldsWords ? GeneValue.Of(column.Cells[row])
        : column.Number(row) is { } number && double.IsFinite(number) ? GeneValue.Of(number) : null;
}
