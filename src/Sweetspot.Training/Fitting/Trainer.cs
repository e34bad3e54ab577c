using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>One training: epochs of steps, validation after each, the best checkpoint kept.</summary>
internal sealed partial class Trainer : IDisposable
{
    private const int TrainingSample = 1000;
    private readonly LearningTask _task;
    private readonly Recipe _recipe;
    private readonly Metric _quality;
    private readonly ulong _seed;
    private readonly TrainingPass _pass;
    private readonly TimeProvider _time;
    private readonly TrialTime? _limit;
    private readonly Network _network;
    private readonly TargetLoss _loss;
    private readonly AdamW _optimizer;
    private readonly MasterWeights? _masters; // where the model computes in 16 bits
    private readonly int[] _order;
    private readonly int _stepsPerEpoch;
    private readonly ImmutableArray<int> _sample;
    private readonly List<CurvePoint> _curve = [];
    private readonly List<double> _cpuPerStep = [];
    private readonly BestCheckpoint _best;
    private readonly TrunkFile? _trunk;
    private int _epoch; // those done
    private int _step;
    private double _waitedBefore; // for measurements, before this training began

    /// <param name="task">What is learned.</param>
    /// <param name="shape">The model.</param>
    /// <param name="recipe">How.</param>
    /// <param name="quality">By which checkpoints are judged.</param>
    /// <param name="seed">Of everything random.</param>
    /// <param name="pass">Leave to train.</param>
    /// <param name="time">The clock.</param>
    /// <param name="limit">Most wall-clock time, shared with the trial's other trainings; null: none.</param>
    /// <param name="start">Weights to begin with; null: fresh ones.</param>
    /// <param name="teacher">Answers to learn from besides the data's own.</param>
    /// <param name="trunk">Where the trunk is kept, of a training at one of several levels; null: nowhere.</param>
    public Trainer(
        LearningTask task, ModelShape shape, Recipe recipe, Metric quality, ulong seed, TrainingPass pass, TimeProvider time, TrialTime? limit,
        IReadOnlyDictionary<string, WeightTensor>? start = null, SoftTargets? teacher = null, TrunkFile? trunk = null)
    {
        (_best, _trunk) = (new BestCheckpoint(quality), trunk);
        (_task, _recipe, _quality, _seed, _pass, _time, _limit) = (task, recipe, quality, seed, pass, time, limit);
        _order = [.. task.TrainingRows];
        _stepsPerEpoch = (int)Math.Ceiling(_order.Length / (double)recipe.BatchSize);
        torch.manual_seed((long)(seed >> 1));
        _network = new Network(shape, task.Examples, recipe.BatchSize, recipe.Dropout);
        if (start is not null)
        {
            ModelState.PutInto(_network.Module, start);
        }

        _loss = new TargetLoss(task, recipe, recipe.BatchSize, teacher);
        if (recipe.InBFloat16)
        {
            _network.ComputeIn(ScalarType.BFloat16);
            _masters = new MasterWeights(_network.Parameters.Select(parameter => parameter.Value));
        }

        var parameters = _network.Parameters.ToList();
        _optimizer = new AdamW(
            _masters?.Values ?? parameters.Select(parameter => parameter.Value), recipe.WeightDecay, parameters.Select(parameter => recipe.Penalty(parameter.Name) / _order.Length));
        var shuffled = task.Split.Train.ToArray();
        RandomStream.For(seed, 0, "training-sample").Shuffle<int>(shuffled);
        _sample = [.. shuffled.Take(TrainingSample)];
    }

    /// <summary>The model; after <see cref="Run"/>, that of the best checkpoint.</summary>
    public Network Network => _network;

    /// <summary>Trains up to <paramref name="lastEpoch"/> of the recipe's schedule, or until validation stops improving; of a recipe with levels, all of its level.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two steps.</exception>
    public TrainingOutcome Run(int lastEpoch, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        _waitedBefore = _pass.WaitedSeconds;
        var outcome = Train(lastEpoch, start, cancellationToken);
        _limit?.Spend(Elapsed(start));
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _loss.Dispose();
        _masters?.Dispose();
    }

    private TrainingOutcome Train(int lastEpoch, long start, CancellationToken cancellationToken)
    {
        var ended = _recipe.Levels is { } level ? RunLevel(level, start, cancellationToken) : Advance(lastEpoch, _recipe.Patience, start, cancellationToken);
        var stopped = ended is Evaluation.TimedOut { Limit: var most } && _best.Epoch > 0 ? TrainingOutcome.Stopped(_epoch, lastEpoch, "epochs", most) : "";
        if (ended is not null && stopped.Length == 0)
        {
            return new TrainingOutcome { Ended = ended with { Curve = [.. _curve] }, WallSeconds = _secondsBefore + Elapsed(start) };
        }

        _best.RestoreTo(_network.Module); // of a training that was stopped too: the best so far counts
        if (_masters is not null)
        {
            _network.ComputeIn(ScalarType.Float32); // as it is kept and run
        }

        var held = _masters is null ? _best.Scores : null;
        return new TrainingOutcome
        {
            Story = stopped,
            Curve = [.. _curve],
            BestEpoch = _best.Epoch,
            BestStep = _best.Epoch * _stepsPerEpoch,
            EpochsBefore = _epochsBefore,
            CpuSecondsPerStep = RobustStatistics.Median([.. _cpuPerStep]),
            ExamplesPerStep = _order.Length / (double)_stepsPerEpoch,
            WallSeconds = _secondsBefore + Elapsed(start),
            Validation = held ?? (_task.Split.Validation.IsEmpty ? null : _task.Judge(_network, _task.Split.Validation)),
            TrainingQuality = _best.TrainingQuality,
        };
    }

    /// <summary>Trains on up to an epoch, or until so many have brought no gain.</summary>
    /// <returns>Why there is no more to come; null where all went as it should.</returns>
    private Evaluation? Advance(int lastEpoch, int patience, long start, CancellationToken cancellationToken)
    {
        while (_epoch < lastEpoch && _epoch + 1 - _best.Epoch <= patience)
        {
            if ((RunEpoch(_epoch + 1, start, cancellationToken) ?? Judge(_epoch + 1)) is { } ended)
            {
                return ended;
            }

            _epoch++;
        }

        return null;
    }

    /// <summary>Seconds of training since then, without waiting for measurements.</summary>
    private double Elapsed(long start) => _time.GetElapsedTime(start).TotalSeconds - (_pass.WaitedSeconds - _waitedBefore);

    private Evaluation? RunEpoch(int epoch, long start, CancellationToken cancellationToken)
    {
        if (_recipe.Levels is not null)
        {
            BeginAfresh(epoch);
        }

        var chance = RandomStream.For(_seed, epoch, "batches");
        _task.Refresh(RandomStream.For(_seed, epoch, "negatives"));
        chance.Shuffle<int>(_order);
        _task.Arrange(_order, _stepsPerEpoch, chance);
        var cpu = CpuClock.Seconds;
        var sum = 0.0;
        for (var i = 0; i < _stepsPerEpoch; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _pass.StepBoundary(cancellationToken);
            if (_limit?.Beyond(Elapsed(start)) is { } limit)
            {
                return new Evaluation.TimedOut(limit);
            }

            var from = (int)((long)_order.Length * i / _stepsPerEpoch);
            var to = (int)((long)_order.Length * (i + 1) / _stepsPerEpoch);
            var rate = Rate();
            var loss = Step(_order.AsSpan(from, to - from), rate, chance);
            _step++;
            if (!double.IsFinite(loss))
            {
                return new Evaluation.Diverged(FormattableString.Invariant($"loss is {loss} at step {_step} (learning rate {rate:0.#######})"));
            }

            sum += loss;
        }

        _cpuPerStep.Add((CpuClock.Seconds - cpu) / _stepsPerEpoch);
        _curve.Add(new CurvePoint(epoch, sum / _stepsPerEpoch, null, null, null));
        return null;
    }

    private double Rate() => _recipe.Levels is { } level
        ? _recipe.Rate * level.ShareAt(_step, _stepsPerEpoch, _recipe.WarmUp, _branchedAt)
        : _recipe.RateAt(_step, _recipe.Epochs * _stepsPerEpoch);

    /// <returns>The loss; not finite where the gradients are not.</returns>
    private double Step(ReadOnlySpan<int> rows, double rate, RandomStream chance)
    {
        using var scope = NewDisposeScope();
        var outputs = _network.Forward(rows, new Augmentation(_recipe.Shift, _recipe.Mirrors), chance); // (rows, outputs)
        var loss = _loss.Of(outputs, rows);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            return value;
        }

        loss.backward();
        _masters?.TakeGradients();
        var norm = _optimizer.Step(rate, _recipe.ClipNorm);
        _masters?.Give();
        return double.IsFinite(norm) ? value : norm;
    }

    private Evaluation.Diverged? Judge(int epoch)
    {
        if (_task.Split.Validation.IsEmpty)
        {
            _best.Reached(epoch);
            return null;
        }

        var held = _task.Judge(_network, _task.Split.Validation);
        var training = _task.Profile.Kind is TaskKind.Ranking or TaskKind.Translation ? null : _task.Judge(_network, _sample).Value(_quality);
        if (held.Value(Metrics.Loss) is not { } loss)
        {
            return new Evaluation.Diverged($"validation loss is not finite after epoch {epoch}");
        }

        var quality = held.Value(_quality);
        _curve[^1] = _curve[^1] with { ValidationLoss = loss, TrainingQuality = training, ValidationQuality = quality };
        _best.Offer(epoch, held, quality, loss, training, _network.Module);
        return null;
    }
}
