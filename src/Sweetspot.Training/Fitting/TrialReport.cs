using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Puts what a training came to into metrics with unit, origin and error.</summary>
internal sealed class TrialReport(Metric quality, MachineFacts machine)
{
    /// <summary>Metrics of a training, quality on held-out rows included where there are any.</summary>
    public ImmutableDictionary<string, Measurement> Of(
        LearningTask task, ModelShape shape, Recipe recipe, TrainingOutcome outcome, bool isPeakOfTrial)
    {
        var cost = ModelCost.Of(shape, recipe.BatchSize);
        var engine = TorchProcess.Description;
        var how = outcome.Story.Length == 0 ? recipe.Describe() : $"{outcome.Story}; {recipe.Describe()}";
        List<(Metric Metric, Measurement Value)> values =
        [
            (Metrics.TrainSeconds, Metrics.TrainSeconds.Measured(outcome.TrainSeconds, $"{engine}; CPU seconds, {how}")),
            (Metrics.TrainWallSeconds, Metrics.TrainWallSeconds.Measured(outcome.WallSeconds, $"{engine}; validation included")),
            (Metrics.PeakMemory, Metrics.PeakMemory.Measured(PeakMemory.Read(), isPeakOfTrial ? "worker process, during the trial" : "worker process, since its start")),
            (Metrics.BestEpoch, Metrics.BestEpoch.Measured(outcome.BestEpoch, how)),
            (Metrics.Parameters, Metrics.Parameters.Computed(cost.Parameters)),
            (Metrics.Flops, Metrics.Flops.Computed(cost.Flops)),
            (Metrics.FileBytes, Metrics.FileBytes.Computed(cost.FileBytes, "32-bit safetensors")),
        ];
        if (outcome.DenseEpochs is { } dense)
        {
            values.Add((Metrics.DenseEpochs, Metrics.DenseEpochs.Measured(dense, how)));
        }

        if (machine.PeakFlopsPerSecond is { } peak && outcome.CpuSecondsPerStep > 0)
        {
            // A backward pass costs about two forward passes (Kaplan et al. 2020, section 2.1).
            var achieved = 3 * cost.Flops * outcome.ExamplesPerStep / outcome.CpuSecondsPerStep;
            values.Add((Metrics.Utilization, Metrics.Utilization.Measured(achieved / peak, $"{engine}; of {peak / 1e9:0.#} GFLOP/s")));
        }

        if (outcome.Validation is { } held)
        {
            var all = task.Profile.Kind == TaskKind.Translation ? task.Profile.Rows - task.Split.Train.Length : task.Split.Validation.Length;
            var rows = Rows(task.Split.Validation.Length, all, "validation rows", "drawn at random");
            values.AddRange(Qualities(held, $"{rows}, {how}"));
            if (outcome.TrainingQuality is { } training && held.Value(quality) is { } validation)
            {
                var gap = quality.Better == Direction.Maximize ? training - validation : validation - training;
                values.Add((Metrics.GeneralizationGap, Metrics.GeneralizationGap.Measured(gap, $"{quality.Name}, {rows}")));
            }
        }

        return values.ToImmutableDictionary(pair => pair.Metric.Name, pair => pair.Value);
    }

    /// <summary>Quality on test data.</summary>
    /// <param name="scores">Of the rows judged, <see cref="LearningTask.TestRows"/>.</param>
    /// <param name="task">Which those are.</param>
    public static ImmutableDictionary<string, Measurement> OfTest(QualityScores scores, LearningTask task)
    {
        var how = task.Profile.Kind == TaskKind.Ranking ? $"those of {TrainingDefaults.MostRanked} users drawn at random" : "drawn at random";
        return OfTest(scores, Rows(task.TestRows.Length, task.Profile.TestRows, "test rows", how));
    }

    /// <summary>The same with another detail for their origin.</summary>
    public static ImmutableDictionary<string, Measurement> OfTest(QualityScores scores, string detail) => Qualities(scores, detail)
        .ToImmutableDictionary(pair => Metrics.OnTest(pair.Metric).Name, pair => pair.Value);

    private static string Rows(int judged, int all, string what, string how) => judged == all ? $"{judged} {what}" : $"{judged} of {all} {what}, {how}";

    /// <summary>Undefined ones are absent.</summary>
    public static IEnumerable<(Metric Metric, Measurement Value)> Qualities(QualityScores scores, string detail) =>
        from metric in scores.Metrics
        let value = scores.Value(metric)
        where value is not null
        select (metric, metric.Measured(value.Value, scores.Remark(metric) is { } remark ? $"{remark}; {detail}" : detail, scores.StandardError(metric)) with { Classes = scores.ClassesOf(metric) });
}
