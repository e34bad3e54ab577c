using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>One training of a language model: parts of a schedule, a look at held-out text after each, the best kept.</summary>
internal sealed class LanguageTrainer : IDisposable
{
    /// <summary>Parts without gain after which the text is taken to be learned by heart.</summary>
    private const int Patience = 2;

    private readonly LanguageTask _task;
    private readonly GptShape _shape;
    private readonly LanguageRecipe _recipe;
    private readonly Metric _quality;
    private readonly TrainingPass _pass;
    private readonly TimeProvider _time;
    private readonly TimeSpan? _limit;
    private readonly AdamW _optimizer;
    private readonly LanguageWindows _windows;
    private readonly List<CurvePoint> _curve = [];
    private readonly List<double> _cpuPerStep = [];
    private int _step;

    public LanguageTrainer(
        LanguageTask task, GptShape shape, LanguageRecipe recipe, Metric quality, ulong seed, TrainingPass pass, TimeProvider time, TimeSpan? limit)
    {
        (_task, _shape, _recipe, _quality, _pass, _time, _limit) = (task, shape, recipe, quality, pass, time, limit);
        torch.manual_seed((long)(seed >> 1));
        Module = new GptModule(shape, recipe.Dropout);
        _optimizer = new AdamW(Module.parameters(), recipe.WeightDecay);
        _windows = new LanguageWindows(task.Training.Ids, recipe.Windows, shape.Context, RandomStream.For(seed, 0, "windows"));
    }

    /// <summary>The model; after <see cref="Run"/>, that of the best part.</summary>
    public GptModule Module { get; }

    /// <summary>Trains up to <paramref name="lastPart"/> of the schedule.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two steps.</exception>
    public TrainingOutcome Run(int lastPart, CancellationToken cancellationToken)
    {
        var (start, waited) = (_time.GetTimestamp(), _pass.WaitedSeconds);
        double Seconds() => _time.GetElapsedTime(start).TotalSeconds - (_pass.WaitedSeconds - waited);
        var best = new BestCheckpoint(_quality);
        var stopped = "";
        for (var part = 1; part <= lastPart && part - best.Epoch <= Patience; part++)
        {
            if ((RunPart(part, Seconds, cancellationToken) ?? Look(part, best)) is { } ended)
            {
                if (ended is Evaluation.TimedOut { Limit: var most } && best.Epoch > 0)
                {
                    stopped = TrainingOutcome.Stopped(part - 1, lastPart, "parts", most);
                    break; // the best checkpoint so far counts
                }

                return new TrainingOutcome { Ended = ended with { Curve = [.. _curve] } };
            }
        }

        best.RestoreTo(Module);
        var steps = _recipe.StepsAfter(best.Epoch);
        return new TrainingOutcome
        {
            Story = stopped,
            BestEpoch = best.Epoch,
            BestStep = steps,
            CpuSecondsPerStep = RobustStatistics.Median([.. _cpuPerStep]),
            ExamplesPerStep = _recipe.Windows,
            Validation = _task.Validation.IsEmpty ? null : Score(_task.Validation),
            TrainingQuality = best.TrainingQuality,
            WallSeconds = Seconds(),
            Curve = [.. _curve],
        };
    }

    /// <summary>Scores blocks of text.</summary>
    public LanguageScores Score(ImmutableArray<ScoredBlock> blocks) => new(
        [.. blocks.Select(block => LanguageJudge.Nats(Answer, _shape, block.Tokens.Ids, block.Start, block.End))],
        [.. blocks.Select(block => block.Bytes)],
        [.. blocks.Select(block => block.Characters)],
        [.. blocks.Select(block => block.End - block.Start)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _windows.Dispose();
        Module.Dispose();
    }

    /// <summary>What a module says at each place, without learning.</summary>
    public static float[] Answer(GptModule module, long[] ids, int length)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        return MemoryMarshal.Cast<byte, float>(module.call(tensor(ids, [ids.Length / length, length])).contiguous().bytes).ToArray();
    }

    private float[] Answer(long[] ids, int length)
    {
        Module.eval();
        var answer = Answer(Module, ids, length);
        Module.train();
        return answer;
    }

    private Evaluation? RunPart(int part, Func<double> seconds, CancellationToken cancellationToken)
    {
        var (first, cpu, sum) = (_step, CpuClock.Seconds, 0.0);
        for (; _step < _recipe.StepsAfter(part); _step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _pass.StepBoundary(cancellationToken);
            if (_limit is { } limit && seconds() > limit.TotalSeconds)
            {
                return new Evaluation.TimedOut(limit);
            }

            var loss = Step(_recipe.RateAt(_step));
            if (!double.IsFinite(loss))
            {
                return new Evaluation.Diverged(FormattableString.Invariant($"loss is {loss} at step {_step + 1} (learning rate {_recipe.RateAt(_step):0.#######})"));
            }

            sum += loss;
        }

        _cpuPerStep.Add((CpuClock.Seconds - cpu) / (_step - first));
        _curve.Add(new CurvePoint(part, sum / (_step - first), null, null, null));
        return null;
    }

    /// <returns>The loss; not finite where the gradients are not.</returns>
    private double Step(double rate)
    {
        using var scope = NewDisposeScope();
        var (inputs, targets) = _windows.Next();
        var scores = Module.call(inputs); // (windows, length, vocabulary)
        var loss = nn.functional.cross_entropy(scores.view(-1, _shape.Tokens.Vocabulary), targets);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            return value;
        }

        loss.backward();
        var norm = _optimizer.Step(rate, _recipe.ClipNorm);
        return double.IsFinite(norm) ? value : norm;
    }

    private Evaluation.Diverged? Look(int part, BestCheckpoint best)
    {
        if (_task.ValidationSample.IsEmpty)
        {
            best.Reached(part);
            return null;
        }

        var held = Score(_task.ValidationSample);
        if (held.Value(Metrics.Loss) is not { } loss)
        {
            return new Evaluation.Diverged($"validation loss is not finite after part {part} of {LanguageCompute.Parts}");
        }

        var (quality, training) = (held.Value(_quality), Score(_task.TrainingSample).Value(_quality));
        _curve[^1] = _curve[^1] with { ValidationLoss = loss, TrainingQuality = training, ValidationQuality = quality };
        best.Offer(part, held, quality, loss, training, Module);
        return null;
    }
}
