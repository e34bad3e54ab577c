using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>All that a candidate asks for: one training, or where it is pruned a dense one, the pruning and fine-tuning.</summary>
/// <param name="task">What is learned.</param>
/// <param name="recipeOf">How a shape is trained.</param>
/// <param name="quality">By which checkpoints are judged.</param>
/// <param name="seed">Of everything random.</param>
/// <param name="pass">Leave to train.</param>
/// <param name="time">The clock.</param>
/// <param name="limit">Most wall-clock time of all trainings together.</param>
/// <param name="teacher">Answers to learn from besides the data's own; null: none.</param>
/// <param name="trunk">Where the trunk of its levels is kept; null: nowhere. Fine-tuning has none.</param>
internal sealed class CandidateTraining(
    LearningTask task, Func<ModelShape, Recipe> recipeOf, Metric quality, ulong seed, TrainingPass pass, TimeProvider time, TrialTime limit, SoftTargets? teacher = null,
    TrunkFile? trunk = null)
    : IDisposable
{
    private Trainer? _last;

    /// <summary>The trained model, after <see cref="Run"/>.</summary>
    public Network Network => _last?.Network ?? throw new InvalidOperationException("nothing was trained yet");

    /// <summary>How the model was trained last.</summary>
    public Recipe Recipe { get; private set; } = null!;

    /// <summary>Trains.</summary>
    /// <param name="unpruned">What is trained before it is pruned; null: nothing is.</param>
    /// <param name="shape">The model that is to come out.</param>
    /// <param name="fidelity">Most epochs, of what is pruned before that; where <paramref name="isTotal"/>, of everything together.</param>
    /// <param name="isTotal">Whether the epochs are all there are.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainingOutcome Run(ModelShape? unpruned, ModelShape shape, Fidelity fidelity, bool isTotal, CancellationToken cancellationToken)
    {
        var learned = teacher is null ? "" : $"learned from {teacher.Teacher}, whose {teacher.Seconds:0.##} CPU s are counted";
        if (unpruned is null)
        {
            var outcome = Train(shape, recipeOf(shape), null, fidelity.Epochs, seed, cancellationToken);
            return outcome with { SecondsBefore = teacher?.Seconds ?? 0, Story = Joined(Taken(outcome), outcome.Story, learned) };
        }

        var before = isTotal ? FineTuning.Before(fidelity) : fidelity.Epochs;
        var after = isTotal ? fidelity.Epochs - before : FineTuning.Epochs(before);
        var dense = Train(unpruned, recipeOf(unpruned), null, before, seed, cancellationToken);
        if (dense.Ended is not null)
        {
            return dense;
        }

        var state = Pruner.Prune(unpruned, shape, ModelState.Of(Network.Module));
        var usual = recipeOf(shape);
        var recipe = usual with { Epochs = FineTuning.Epochs(usual.Epochs), Rate = FineTuning.RateShare * usual.Rate, Levels = null };
        var tuned = Train(shape, recipe, state, Math.Max(1, after), RandomStream.For(seed, 0, "fine-tuning").NextUInt64(), cancellationToken);
        var story = $"pruned from {unpruned.Describe()} after {Counted.Of(dense.BestEpoch, "epoch")} ({dense.TrainSeconds:0.##} CPU s, counted), then fine-tuned{(learned.Length > 0 ? $"; {learned}" : "")}";
        return After(dense, tuned) with { SecondsBefore = dense.TrainSeconds + (teacher?.Seconds ?? 0), Story = Joined(Taken(dense), dense.Story, story, tuned.Story) };
    }

    private static string Taken(TrainingOutcome outcome) => outcome.EpochsBefore == 0 ? ""
        : FormattableString.Invariant($"goes on after {Counted.Of(outcome.EpochsBefore, "epoch")} trained before (counted)");

    private static string Joined(params IEnumerable<string> stories) => string.Join("; ", stories.Where(story => story.Length > 0));

    /// <inheritdoc/>
    public void Dispose() => _last?.Dispose();

    private TrainingOutcome Train(
        ModelShape shape, Recipe recipe, IReadOnlyDictionary<string, WeightTensor>? start, int epochs, ulong with, CancellationToken cancellationToken)
    {
        _last?.Dispose();
        Recipe = recipe;
        _last = new Trainer(task, shape, recipe, quality, with, pass, time, limit, start, teacher, recipe.Levels is null ? null : trunk);
        return _last.Run(epochs, cancellationToken);
    }

    /// <summary>Fine-tuning as what follows the best of the dense training: epochs, curve and time go on from there.</summary>
    private static TrainingOutcome After(TrainingOutcome dense, TrainingOutcome tuned)
    {
        ImmutableArray<CurvePoint> Joined(ImmutableArray<CurvePoint> curve) => [.. dense.Curve.Take(dense.BestEpoch), .. curve.Select(point => point with { Epoch = point.Epoch + dense.BestEpoch })];
        return tuned.Ended is { } ended
            ? tuned with { Ended = ended with { Curve = Joined(ended.Curve) } }
            : tuned with { Curve = Joined(tuned.Curve), BestEpoch = dense.BestEpoch + tuned.BestEpoch, DenseEpochs = dense.BestEpoch, WallSeconds = dense.WallSeconds + tuned.WallSeconds };
    }
}
