namespace Sweetspot.Training;

/// <summary>How many rows of a class were answered right.</summary>
/// <param name="Index">The class.</param>
/// <param name="Hits">Rows answered right.</param>
/// <param name="Rows">All its rows; at least one.</param>
internal sealed record ClassRecall(int Index, int Hits, int Rows)
{
    public double Recall => Hits / (double)Rows;

    /// <summary>Binomial, with one row right and one wrong added, so that none of three is not taken for certainty.</summary>
    public double StandardError
    {
        get
        {
            var share = (Hits + 1.0) / (Rows + 2);
            return Math.Sqrt(share * (1 - share) / (Rows + 2));
        }
    }
}
