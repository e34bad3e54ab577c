using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A table of results that were measured before: a row for each training.</summary>
/// <param name="Name">File name.</param>
/// <param name="ContentHash">SHA-256 in hex of the file.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Place">Where a row stands: <c>file line 12</c>.</param>
public sealed record TableData(string Name, string ContentHash, int Rows, ImmutableArray<TableColumn> Columns, Func<int, string> Place)
{
    /// <summary>The column of that name, or null.</summary>
    public TableColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
