using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What was asked for by <c>--compress</c> and <c>--precision</c> and has come to no verdict of its own, a line each: a promise is never met by silence.</summary>
internal static class AskedFor
{
    /// <summary>The lines.</summary>
    /// <param name="genes">The genes of the space.</param>
    /// <param name="trials">All trials.</param>
    /// <param name="compared">Compressed candidates that were compared, or of which it is said that they were not.</param>
    public static IEnumerable<string> Lines(IEnumerable<GeneSpec> genes, IReadOnlyList<Trial> trials, IReadOnlyCollection<Candidate> compared)
    {
        var searched = trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search && trial.HasEnded).ToList();
        var retrained = trials.Where(trial => trial.Request.Purpose == TrialPurpose.Verification).Select(trial => trial.Candidate).ToHashSet();
        foreach (var gene in genes)
        {
            IEnumerable<(string Word, Func<Candidate, bool> Is)> asked = gene.Name switch
            {
                Compression.PruneGene => [("pruned", candidate => Compression.Pruned(candidate) > 0)],
                Compression.DistillGene => [("distilled", Compression.IsDistilled)],
                PrecisionGene.Name => gene.Values.Where(word => word != Precision.Fp32.Word()).Select(word => (word, Has(word))),
                _ => [],
            };
            var seen = gene.Name == PrecisionGene.Name ? retrained : compared;
            foreach (var (word, isSuch) in asked.Where(kind => !seen.Any(kind.Is)))
            {
                yield return Line(word, [.. searched.Where(trial => isSuch(trial.Candidate))]);
            }
        }
    }

    private static Func<Candidate, bool> Has(string word) => candidate => candidate.Find(PrecisionGene.Name)?.ToString() == word;

    private static string Line(string word, IReadOnlyList<Trial> tried)
    {
        var completed = tried.Where(trial => trial.State == TrialState.Completed).ToList();
        if (tried.Count == 0)
        {
            return $"{word}: no such model was tried; give the study more trials or time";
        }

        if (completed.Count == 0)
        {
            return $"{word}: {tried.Count} tried, none completed ({tried.Select(trial => trial.Reason).OfType<string>().FirstOrDefault() ?? "no reason given"})";
        }

        var slower = completed.Count(trial => trial.Value(Metrics.Latency.Name) > trial.Value(Metrics.BeforeQuantizing(Metrics.Latency).Name));
        return slower > 0
            ? $"{word}: slower than in floats in {slower} of {completed.Count}, rejected"
            : $"{word}: {completed.Count} of {tried.Count} tried completed, none good or cheap enough to be retrained";
    }
}
