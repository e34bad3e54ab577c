namespace Sweetspot.Core;

/// <summary>A trial of a population with its place in it.</summary>
/// <param name="Number">Number of its proposal; breaks ties.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Rank">Front of constrained domination, 0 the best.</param>
/// <param name="Crowding">Crowding distance within its front; larger is lonelier.</param>
internal sealed record RankedTrial(int Number, Trial Trial, int Rank, double Crowding)
{
    /// <summary>Whether it beats another: by rank, then crowding, then number.</summary>
    public bool Beats(RankedTrial other) => Compare(this, other) < 0;

    /// <summary>Better ones first.</summary>
    public static int Compare(RankedTrial left, RankedTrial right)
    {
        var order = left.Rank.CompareTo(right.Rank);
        order = order != 0 ? order : right.Crowding.CompareTo(left.Crowding);
        return order != 0 ? order : left.Number.CompareTo(right.Number);
    }
}
