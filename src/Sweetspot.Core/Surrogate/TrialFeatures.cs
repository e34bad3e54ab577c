namespace Sweetspot.Core;

/// <summary>Trials as points: their genes and, as logarithms, their size and work.</summary>
internal static class TrialFeatures
{
    private static readonly string[] _quantities = [Metrics.Parameters.Name, Metrics.Flops.Name];

    /// <summary>
    /// A row for each trial: a number's place among the values that occur, 0..1; a word's index, so that different words are at least 1 apart; NaN for
    /// a gene that is not active.
    /// </summary>
    public static IReadOnlyList<double[]> Of(IReadOnlyList<Trial> trials)
    {
        var columns = trials.SelectMany(trial => trial.Candidate.Genes.Select(gene => gene.Key)).Distinct(StringComparer.Ordinal)
            .Select(name => Places([.. trials.Select(trial => trial.Candidate.Find(name))]))
            .Concat(_quantities.Where(name => trials.All(trial => trial.Value(name) is > 0)).Select(name => Spread([.. trials.Select(trial => Math.Log(trial.Value(name)!.Value))])))
            .ToList();
        return [.. Enumerable.Range(0, trials.Count).Select(row => columns.Select(column => column[row]).ToArray())];
    }

    private static double[] Places(GeneValue?[] values)
    {
        var numbers = values.OfType<GeneValue>().Where(value => value.IsNumber).Select(value => value.Number).Distinct().Order().ToList();
        var words = values.OfType<GeneValue>().Where(value => !value.IsNumber).Select(value => value.Text!).Distinct(StringComparer.Ordinal).ToList();
        return [.. values.Select(value => value is not { } known ? double.NaN
            : known.IsNumber ? numbers.BinarySearch(known.Number) / Math.Max(1.0, numbers.Count - 1)
            : 2.0 + words.IndexOf(known.Text!))];
    }

    private static double[] Spread(double[] values)
    {
        var (least, most) = (values.Min(), values.Max());
        return [.. values.Select(value => most > least ? (value - least) / (most - least) : 0)];
    }
}
