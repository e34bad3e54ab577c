namespace Sweetspot.Planning;

/// <summary>What a law of one's own runs goes by, and how far its runs went.</summary>
/// <param name="Column">The column that was counted.</param>
/// <param name="Least">Least of its runs.</param>
/// <param name="Most">Most of its runs.</param>
public sealed record OwnLawAxis(string Column, double Least, double Most)
{
    /// <summary>Whether it is a number of vectors' sizes (factors of a recommender), not of parameters.</summary>
    public bool IsFactors => Words.Contains("factors") || Words.Contains("dim");

    /// <summary>Whether it counts parameters.</summary>
    public bool IsParameters => Words.Any(word => word is "parameters" or "params" or "parameter");

    private string[] Words => Column.ToLowerInvariant().Split('_', '-', ' ', '.');

    /// <summary>How many times a value lies outside the runs, above or below; 1 within.</summary>
    public double Beyond(double value) => Math.Max(1, Math.Max(value / Most, Least / value));
}
