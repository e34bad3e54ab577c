using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Trials of language models: the training of one, and what it came to.</summary>
internal sealed class LanguageEvaluation(LanguageDataset dataset, TrainingOptions options, MachineFacts machine, TrainingGate gate, TimeProvider time, Metric quality)
{
    /// <summary>Trains the model of a request.</summary>
    public Evaluation Train(TrialRequest request, GptShape shape, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var isFinal = request.Purpose == TrialPurpose.Final;
        var split = isFinal ? Splits.Everything(dataset) : Splits.Validation(dataset, options.ValidationFraction, options.StudySeed);
        var task = new LanguageTask(dataset, split, shape);
        if (task.Training.Ids.Length <= shape.Context + 1)
        {
            return new Evaluation.Failed($"the text has {task.Training.Ids.Length} tokens, fewer than a context of {shape.Context}");
        }

        var recipe = request.Candidate.Find(RunLadder.TokensGene) is { } tokens
            ? LanguageRecipe.ForTokens(shape, options.Compute, tokens.Number, task.Training.Ids.Length)
            : LanguageRecipe.For(shape, options.Compute, task.Training.Ids.Length);
        var forgets = PeakMemory.TryReset();
        using var pass = gate.Train(cancellationToken);
        using var trainer = new LanguageTrainer(task, shape, recipe, quality, request.Seed, pass, time, limit);
        var outcome = trainer.Run(Math.Min(LanguageCompute.Parts, request.Fidelity.Epochs), cancellationToken);
        if (outcome.Ended is not null)
        {
            return outcome.Ended;
        }

        var completed = new Evaluation.Completed
        {
            Metrics = MetricsOf(task, shape, recipe, outcome, forgets),
            Curve = outcome.Curve,
            Scores = request.Purpose is TrialPurpose.Verification or TrialPurpose.Baseline && outcome.Validation is { } held && task.Validation.Length == task.ValidationRows.Length
                ? [.. (held.PartsOf(quality) ?? held.OfEach()).Select((score, index) => new ExampleScore(task.ValidationRows[index], score))]
                : [],
        };
        return isFinal ? Finish(completed, task, trainer, shape, request) : completed;
    }

    private Evaluation.Completed Finish(Evaluation.Completed completed, LanguageTask task, LanguageTrainer trainer, GptShape shape, TrialRequest request)
    {
        if (task.Test() is { IsEmpty: false } test)
        {
            completed = completed with { Metrics = completed.Metrics.SetItems(TrialReport.OfTest(trainer.Score(test), Protocol(test, shape, "test"))) };
        }

        if (options.WeightsFolder is { } folder)
        {
            var path = ModelFile.PathOf(folder, request);
            ModelFile.Save(path, trainer.Module, Description(task, shape, request.Candidate, completed.Metrics));
            var bytes = Metrics.FileBytes.Measured(new FileInfo(path).Length, "32-bit safetensors, tokenizer included");
            completed = completed with { Metrics = completed.Metrics.SetItem(Metrics.FileBytes.Name, bytes) };
        }

        return completed;
    }

    private ModelDescription Description(LanguageTask task, GptShape shape, Candidate candidate, ImmutableDictionary<string, Measurement> metrics) => new()
    {
        Genes = candidate.Genes.ToImmutableSortedDictionary(gene => gene.Key, gene => gene.Value.ToString(), StringComparer.Ordinal),
        Input = dataset.Profile.Input,
        Outputs = shape.Outputs,
        Kind = TaskKind.LanguageModel,
        Classes = [],
        Metrics = metrics.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Value),
        EncoderJson = LanguageDataset.EncoderOf(task.Tokenizer, shape.Tokens),
    };

    private ImmutableDictionary<string, Measurement> MetricsOf(LanguageTask task, GptShape shape, LanguageRecipe recipe, TrainingOutcome outcome, bool isPeakOfTrial)
    {
        var cost = ModelCost.Of(shape, recipe.Windows);
        var engine = TorchProcess.Description;
        var how = outcome.Story.Length == 0 ? recipe.Describe() : $"{outcome.Story}; {recipe.Describe()}";
        List<(Metric Metric, Measurement Value)> values =
        [
            (Metrics.TrainSeconds, Metrics.TrainSeconds.Measured(outcome.CpuSecondsPerStep * outcome.BestStep, $"{engine}; CPU seconds, {recipe.Describe()}")),
            (Metrics.TrainWallSeconds, Metrics.TrainWallSeconds.Measured(outcome.WallSeconds, $"{engine}; validation included")),
            (Metrics.PeakMemory, Metrics.PeakMemory.Measured(PeakMemory.Read(), isPeakOfTrial ? "worker process, during the trial" : "worker process, since its start")),
            (Metrics.BestEpoch, Metrics.BestEpoch.Measured(outcome.BestEpoch, $"parts of {LanguageCompute.Parts}; {how}")),
            (Metrics.Tokens, Metrics.Tokens.Measured((double)outcome.BestStep * recipe.Windows * shape.Context, $"of a text of {task.Training.Ids.Length} tokens, {recipe.Describe()}")),
            (Metrics.UniqueTokens, Metrics.UniqueTokens.Measured(Math.Min(task.Training.Ids.Length, (double)outcome.BestStep * recipe.Windows * shape.Context), $"of a text of {task.Training.Ids.Length} tokens")),
            (Metrics.Parameters, Metrics.Parameters.Computed(cost.Parameters)),
            (Metrics.Flops, Metrics.Flops.Computed(cost.Flops, $"a window of {shape.Context} tokens")),
            (Metrics.FileBytes, Metrics.FileBytes.Computed(cost.FileBytes, "32-bit safetensors")),
        ];
        if (machine.PeakFlopsPerSecond is { } peak && outcome.CpuSecondsPerStep > 0)
        {
            var achieved = 3 * cost.Flops * outcome.ExamplesPerStep / outcome.CpuSecondsPerStep; // backward costs about two forward passes (Kaplan et al. 2020, section 2.1)
            values.Add((Metrics.Utilization, Metrics.Utilization.Measured(achieved / peak, $"{engine}; of {peak / 1e9:0.#} GFLOP/s")));
        }

        if (outcome.Validation is { } held)
        {
            var protocol = $"{Protocol(task.Validation, shape, "validation")}, {how}";
            values.AddRange(TrialReport.Qualities(held, protocol));
            if (outcome.TrainingQuality is { } training && outcome.Curve.LastOrDefault(point => point.Epoch == outcome.BestEpoch)?.ValidationQuality is { } validation)
            {
                values.Add((Metrics.GeneralizationGap, Metrics.GeneralizationGap.Measured(quality.Better == Direction.Maximize ? training - validation : validation - training, $"{quality.Name}, samples of both texts")));
            }
        }

        return values.ToImmutableDictionary(pair => pair.Metric.Name, pair => pair.Value);
    }

    private static string Protocol(ImmutableArray<ScoredBlock> blocks, GptShape shape, string part) => FormattableString.Invariant(
        $"{blocks.Length} {part} blocks of {blocks.Sum(block => (long)block.Bytes) / blocks.Length} bytes, window {shape.Context}, stride {Math.Max(1, shape.Context / 2)}");
}
