using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>The result as text: the recommendation in plain words, then its evidence.</summary>
internal static class ResultText
{
    public static string Write(StudyOverview result)
    {
        using var output = new StringWriter();
        Write(result, output);
        return output.ToString().TrimEnd();
    }

    private static void Write(StudyOverview result, StringWriter output)
    {
        if (result.Choice.Recommendation is { } recommendation)
        {
            WriteRecommendation(recommendation, result, output);
        }
        else if (result.Choice.Nearest is { } nearest)
        {
            WriteNearest(nearest, result, output);
        }
        else
        {
            WriteProvisional(result, output);
        }
    }

    private static void WriteRecommendation(Recommendation recommendation, StudyOverview result, TextWriter output)
    {
        var name = result.Describe(recommendation.Candidate);
        if (result.Provisional is { } standing)
        {
            output.WriteLine($"{char.ToUpperInvariant(standing[0])}{standing[1..]}, not an answer yet.{(result.State == StudyState.Cancelled ? $" {result.Again}." : "")}");
        }

        if (result.State == StudyState.Converged)
        {
            output.WriteLine($"The search has {Standing.WhyConverged}.");
        }

        if (recommendation.NothingBeats is { } constant)
        {
            output.WriteLine($"{constant}. Keep the constant answer; more or other data may help.");
        }

        var lead = (recommendation.NothingBeats, result.Provisional) switch
        {
            (not null, _) => "Of the models, the choice would be",
            (_, not null) => "So far",
            _ => "Use",
        };
        output.WriteLine($"{lead} {name}   ({(name == recommendation.Candidate.Key ? "" : $"{recommendation.Candidate}, ")}trial {recommendation.Trial.Number})");
        output.WriteLine();
        foreach (var metric in Shown(recommendation, result))
        {
            var measured = recommendation.Metrics[metric];
            var test = recommendation.Metrics.TryGetValue($"test_{metric}", out var seen) ? $"   on test data {NumberFormat.Value(seen)}{Remark(seen)}" : "";
            output.WriteLine($"  {Metrics.Label(metric),-20} {NumberFormat.Value(measured)}{Remark(measured)}{test}");
        }

        output.WriteLine();
        output.WriteLine($"Why{(result.Provisional is null ? "" : ", among those retrained so far")}: {recommendation.Reason}");
        foreach (var (label, step) in (ReadOnlySpan<(string, SizeStep?)>)[("One step down", recommendation.StepDown), ("One step up", recommendation.StepUp)])
        {
            if (step is not null)
            {
                output.WriteLine($"{label}: {step.Text}");
            }
        }

        foreach (var baseline in recommendation.Baselines)
        {
            output.WriteLine($"Beside it: {baseline.Text}");
        }

        foreach (var comparison in result.Compression)
        {
            output.WriteLine($"Compression{(comparison.Candidate.Equals(recommendation.Candidate) ? " of the recommended one" : "")}: {comparison.Text}");
        }

        foreach (var line in result.WithoutVerdict)
        {
            output.WriteLine($"Asked for: {line}");
        }

        foreach (var finding in recommendation.Modalities)
        {
            output.WriteLine($"What it adds: {finding.Text}");
        }

        output.WriteLine();
        output.WriteLine($"Finalists, cheapest first ({recommendation.ErrorBasis}):");
        var widest = recommendation.Finalists.Max(finalist => result.Describe(finalist.Candidate).Length);
        foreach (var finalist in recommendation.Finalists)
        {
            var mark = finalist.IsChosen ? "→" : " ";
            output.WriteLine($"{mark} {result.Describe(finalist.Candidate).PadRight(Math.Max(28, widest))} {NumberFormat.Value(finalist.Quality),-16} {finalist.RelativeCost,6:0.00}× cost   {finalist.Verdict}");
        }

        foreach (var note in PrecisionNotes.Of(result))
        {
            output.WriteLine($"8 bits: {note}");
        }

        foreach (var warning in recommendation.Warnings)
        {
            output.WriteLine($"Note: {warning}");
        }
    }

    private static string Remark(Measurement measurement) => WorstClass.Describe(measurement) is { } worst ? $"   {worst}" : "";

    private static IEnumerable<string> Shown(Recommendation recommendation, StudyOverview result) =>
        result.Objectives.Select(objective => objective.Name)
            .Concat(["accuracy", "macro_f1", "worst_class_recall", "latency_p99_ms", "missed_deadlines", "r2_raw", "rmse", "ndcg_at_10", "recall_at_10", "nats_per_character", "nats_per_token", "perplexity", "tokens", "tokens_per_second", "parameters", "flops", "file_bytes", "peak_memory_bytes", "utilization"])
            .Distinct().Where(recommendation.Metrics.ContainsKey)
            .Where(metric => metric != Metrics.R2Raw.Name || !IsTheSame(recommendation.Metrics) || result.Objectives.Any(objective => objective.Name == metric));

    /// <summary>Without a transform of the target both scales are one, but for rounding, and one line says it.</summary>
    private static bool IsTheSame(System.Collections.Immutable.ImmutableSortedDictionary<string, Measurement> metrics) =>
        metrics.TryGetValue(Metrics.R2.Name, out var modelled) && metrics.TryGetValue(Metrics.R2Raw.Name, out var raw) && Math.Abs(modelled.Value - raw.Value) <= 1e-4 * Math.Max(1, Math.Abs(raw.Value));

    private static void WriteNearest(NearestFeasible nearest, StudyOverview result, TextWriter output)
    {
        output.WriteLine("Nothing tried keeps all limits.");
        output.WriteLine($"Nearest: {result.Describe(nearest.Trial.Candidate)}   ({nearest.Trial.Candidate})");
        foreach (var limit in nearest.Broken)
        {
            output.WriteLine($"  breaks {limit.Limit} ({limit.Seen}): {limit.Advice}");
        }
    }

    private static string InWords(StudyOverview result) => result.State switch
    {
        StudyState.Running => "The study is running",
        StudyState.Cancelled => $"The study was stopped. {result.Again}",
        StudyState.NothingFeasible => "Nothing that completed keeps all limits",
        _ => "The study has ended",
    };

    /// <summary>Why trainings ended without values, the commonest reason first.</summary>
    internal static IEnumerable<string> Failures(IEnumerable<Trial> trials) => trials.Where(trial => trial.HasEnded && trial.State != TrialState.Completed)
        .GroupBy(trial => trial.Reason ?? StateName.Of(trial.State)).OrderByDescending(group => group.Count())
        .Select(group => $"{Counted.Of(group.Count(), "training")} {StateName.Of(group.First().State)}: {group.Key}");

    private static void WriteProvisional(StudyOverview result, TextWriter output)
    {
        if (result.State == StudyState.NothingCompleted)
        {
            output.WriteLine("No training completed, so there is no recommendation.");
            foreach (var line in Failures(result.Trials))
            {
                output.WriteLine($"  {line}");
            }

            return;
        }

        if (result.State == StudyState.NothingFeasible && result.Front.Trials.IsEmpty)
        {
            output.WriteLine("No size keeps all limits, so there is no recommendation.");
            output.WriteLine(result.Problem is { } problem ? char.ToUpperInvariant(problem[0]) + problem[1..] : $"The limits: {string.Join("; ", result.Constraints.Select(limit => limit.Text))}. Raise one or widen the space.");
            return;
        }

        output.WriteLine($"{InWords(result)}; there is no recommendation yet. {(result.Front.Trials.IsEmpty ? "No training has completed." : "The front so far:")}");
        foreach (var trial in result.Front.Trials)
        {
            output.WriteLine($"  {result.Describe(trial.Candidate),-28} {string.Join("  ", result.Objectives.Select(objective => $"{objective.Name} {TrialText.Value(trial, objective.Name)}"))}");
        }
    }
}
