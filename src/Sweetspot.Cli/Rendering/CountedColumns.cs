using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Names of the columns that a law was fitted to: what is counted as size, data and loss.</summary>
/// <param name="Parameters">Column of N.</param>
/// <param name="Tokens">Column of D.</param>
/// <param name="Loss">Column of L.</param>
internal sealed record CountedColumns(string Parameters, string Tokens, string Loss)
{
    /// <summary>What D counts, in a word.</summary>
    public string Data => Tokens == RunLadder.RowsGene ? "rows" : "tokens";

    /// <summary>What to be careful about in budgets.</summary>
    public IEnumerable<string> Warnings => Tokens == RunLadder.RowsGene ? ["D counts rows, so a FLOP here is that of one pass over them, at 6 a parameter: compare budgets of this study only"] : [];
}
