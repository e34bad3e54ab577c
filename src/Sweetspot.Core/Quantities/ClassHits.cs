namespace Sweetspot.Core;

/// <summary>How many rows of a class were answered right.</summary>
/// <param name="Name">The class.</param>
/// <param name="Hits">Right answers.</param>
/// <param name="Rows">Answers to its rows; at least one.</param>
/// <param name="Repeats">How many models answered each row: hits and rows count all of them.</param>
public sealed record ClassHits(string Name, int Hits, int Rows, int Repeats = 1)
{
    /// <summary>The share answered right.</summary>
    public double Recall => Hits / (double)Rows;

    /// <summary>Binomial in the rows, however many models answered them, with one row right and one wrong added, so that none of three is not taken for certainty.</summary>
    public double StandardError
    {
        get
        {
            var rows = Rows / (double)Repeats;
            var share = ((Recall * rows) + 1) / (rows + 2);
            return Math.Sqrt(share * (1 - share) / (rows + 2));
        }
    }

    /// <summary>For people: <c>worst class "stop", 30 of its 36 rows</c>.</summary>
    internal string AsWorst() => Repeats == 1
        ? FormattableString.Invariant($"worst class \"{Name}\", {Hits} of its {Counted.Of(Rows, "row")}")
        : FormattableString.Invariant($"worst class \"{Name}\", {Hits} of {Rows} answers to its rows, by {Repeats} models");
}
