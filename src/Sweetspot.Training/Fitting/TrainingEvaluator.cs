using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Really trains a model of the candidate's shape and measures its quality on held-out rows.</summary>
/// <remarks>
/// Deterministic in everything but times and memory for equal requests and one thread. One training at a time in a process, since libtorch's random
/// generator is the process's; run several processes for several trainings. Test rows are touched for <see cref="TrialPurpose.Final"/> alone.
/// </remarks>
public sealed class TrainingEvaluator : IEvaluator
{
    private static readonly string[] s_outOfMemory = ["can't allocate memory", "not enough memory", "out of memory", "bad_alloc"];
    private readonly Dataset _dataset;
    private readonly TrainingOptions _options;
    private readonly TrainingGate _gate;
    private readonly TimeProvider _time;
    private readonly TaskCache _tasks;
    private readonly TeacherAnswers _answers;
    private readonly TrialReport _report;
    private readonly Metric _quality;
    private readonly LanguageEvaluation? _language;

    /// <summary>Makes one for a study.</summary>
    /// <param name="dataset">The study's data.</param>
    /// <param name="options">What the study says of its trainings.</param>
    /// <param name="machine">What was measured of this machine.</param>
    /// <param name="gate">Keeps trainings and measurements apart on this machine.</param>
    /// <param name="time">The clock.</param>
    public TrainingEvaluator(Dataset dataset, TrainingOptions options, MachineFacts machine, TrainingGate gate, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        (_dataset, _options, _gate, _time) = (dataset, options, gate, time);
        _quality = options.Quality ?? TaskMetrics.Quality(dataset.Profile.Kind)[0];
        _tasks = new TaskCache(dataset, options);
        _answers = new TeacherAnswers(options.WeightsFolder);
        _report = new TrialReport(_quality, machine);
        _language = dataset is LanguageDataset text ? new LanguageEvaluation(text, options, machine, gate, time, _quality) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<Evaluation> EvaluateAsync(TrialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isTaught = Compression.IsDistilled(request.Candidate) && !Compression.IsTwin(request.Candidate);
        var teacher = isTaught && _options.Teacher is { } find ? await find(cancellationToken).ConfigureAwait(false) : null;
        if (isTaught && teacher is null)
        {
            return new Evaluation.Failed("there is no teacher to learn from: none of the sizes to choose it from completed");
        }

        var limit = _options.TimeShare is { } share ? await share(request.Purpose, cancellationToken).ConfigureAwait(false) : _options.TimeLimit;
        using var alone = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Evaluate(request, teacher, limit, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private Evaluation Evaluate(TrialRequest request, Teacher? teacher, TimeSpan? limit, CancellationToken cancellationToken)
    {
        TorchProcess.UseOneThread();
        var shape = ModelShape.Decode(request.Candidate, _dataset.Profile.Input, _dataset.Profile.Outputs);
        try
        {
            return shape is GptShape gpt && _language is not null ? _language.Train(request, gpt, limit, cancellationToken) : Train(request, shape, teacher, limit, cancellationToken);
        }
        catch (Exception exception) when (FaultOf(exception, shape) is not null)
        {
            return new Evaluation.Failed(FaultOf(exception, shape)!);
        }
    }

    /// <summary>What went wrong in a training, in words; null where that is no outcome of a trial.</summary>
    private static string? FaultOf(Exception exception, ModelShape shape)
    {
        switch (exception)
        {
            case TeacherException:
            case UserInputException: // the model cannot be exported or quantised
                return exception.Message;
            case OutOfMemoryException:
                return $"out of memory training {shape.Describe()}: {exception.Message}";
            case ExternalException: // every fault of libtorch
                var message = exception.Message.Split('\n')[0];
                var isMemory = s_outOfMemory.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase));
                return $"{(isMemory ? "out of memory" : "libtorch failed")} training {shape.Describe()}: {message}";
            default:
                return null;
        }
    }

    private Evaluation Train(TrialRequest request, ModelShape shape, Teacher? teacher, TimeSpan? most, CancellationToken cancellationToken)
    {
        PrecisionGene.Check(request.Candidate, shape);
        var task = _tasks.For(request, shape.Input);
        var isFinal = request.Purpose == TrialPurpose.Final;
        var planned = _options.Epochs ?? TrainingDefaults.Epochs(_dataset.Profile);
        var unpruned = Unpruned(request.Candidate);
        var epochs = isFinal ? Math.Max(planned, unpruned is null ? request.Fidelity.Epochs : FineTuning.Before(request.Fidelity)) : request.Fidelity.Epochs;
        var level = LevelOf(request);
        Recipe RecipeOf(ModelShape model) => Recipe(request.Candidate, model, epochs) with { Levels = level };
        var limit = new TrialTime(most);
        var start = _time.GetTimestamp();
        var softTargets = teacher is null ? null : AnswersOf(teacher, request, task, limit, cancellationToken);
        var taught = _time.GetElapsedTime(start).TotalSeconds; // the first trial of a split waits for its teacher, and verification will again
        var forgets = PeakMemory.TryReset();
        using var pass = _gate.Train(cancellationToken);
        using var training = new CandidateTraining(
            task, RecipeOf, _quality, request.Seed, pass, _time, limit, softTargets, level is null ? null : TrunkOf(request, RecipeOf(unpruned ?? shape), teacher));
        var outcome = training.Run(unpruned, shape, request.Fidelity, isFinal, cancellationToken);
        if (outcome.Ended is not null)
        {
            return outcome.Ended;
        }

        outcome = outcome with { WallSeconds = outcome.WallSeconds + (teacher is null ? 0 : taught) };
        var quantised = Quantised(request.Candidate, task, shape, training.Network);
        var compared = ImmutableDictionary<string, Measurement>.Empty;
        if (quantised is not null && !task.Split.Validation.IsEmpty)
        {
            (var held, compared) = quantised.Compare(task.Split.Validation, _quality);
            outcome = outcome with { Validation = held };
        }

        var completed = new Evaluation.Completed
        {
            Metrics = _report.Of(task, shape, training.Recipe, outcome, forgets).SetItems(compared),
            Curve = outcome.Curve,
            Scores = request.Purpose is TrialPurpose.Verification or TrialPurpose.Baseline or TrialPurpose.Comparison ? ScoresOf(task, outcome, _quality) : [],
        };
        if (request.Purpose == TrialPurpose.Search && request.Fidelity.Epochs < _options.Epochs)
        {
            // Of a schedule of its own: comparable with others of that length only.
            return new Evaluation.Pruned(FormattableString.Invariant($"stopped after {request.Fidelity.Epochs} of {_options.Epochs} epochs")) { Metrics = completed.Metrics, Curve = completed.Curve };
        }

        return isFinal ? Finish(completed, task, shape, training.Network, quantised, request) : completed;
    }

    /// <summary>The schedule of what a search with levels compares: its own trials, its reference and those to choose a teacher from. All else is trained as usual.</summary>
    private LevelSchedule? LevelOf(TrialRequest request) =>
        _options.Levels is { Length: > 1 } levels && request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline or TrialPurpose.Teacher && levels.Contains(request.Fidelity.Epochs)
            ? new LevelSchedule(request.Fidelity.Epochs, levels)
            : null;

    /// <summary>Where a search trial's trunk is kept; null: nowhere, which costs time alone.</summary>
    private TrunkFile? TrunkOf(TrialRequest request, Recipe recipe, Teacher? teacher)
    {
        if (_options.TrunkFolder is not { } folder || request.Purpose != TrialPurpose.Search)
        {
            return null;
        }

        var whole = recipe with { Epochs = recipe.Levels!.Whole, Levels = recipe.Levels with { Level = recipe.Levels.Whole } }; // the same for all levels
        var decisive = new object?[]
        {
            typeof(Trainer).Module.ModuleVersionId, TorchProcess.Description, _dataset.Profile.ContentHash, _options.StudyIdentity, _options.StudySeed, _options.ValidationFraction, _quality.Name,
            request.Candidate.Key, request.Seed, teacher?.Number, whole,
        };
        return new TrunkFile(TrunkFiles.PathOf(folder, request.Candidate, request.Seed), Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(decisive))));
    }

    private Recipe Recipe(Candidate candidate, ModelShape model, int epochs) => Training.Recipe.For(_dataset.Profile, model, epochs, candidate.Find("augment")?.Text) with
    {
        ClassWeightPower = ClassWeights.PowerFor(_dataset.Profile, _quality),
        InBFloat16 = PrecisionGene.Of(candidate, model) == Precision.Bf16,
    };

    /// <summary>
    /// What the teacher answers to the rows that a request learns from; it is trained on these rows alone. In the search it is the same for all; where a request repeats
    /// a training to see how much chance there is in it, that of the teacher is part of it, and so it takes the request's seed.
    /// </summary>
    private SoftTargets AnswersOf(Teacher teacher, TrialRequest request, LearningTask task, TrialTime limit, CancellationToken cancellationToken)
    {
        var isFinal = request.Purpose == TrialPurpose.Final;
        var part = isFinal ? "everything" : request.Fold is { } fold ? $"fold {fold}" : "validation";
        var seed = request.Purpose is TrialPurpose.Verification or TrialPurpose.Comparison or TrialPurpose.Final ? request.Seed : _options.StudySeed;
        return _answers.Of(teacher, seed, part, task, Teach, cancellationToken);

        (double Seconds, float[] Outputs) Teach(IReadOnlyList<int> rows)
        {
            var shape = ModelShape.Decode(teacher.Candidate, _dataset.Profile.Input, _dataset.Profile.Outputs);
            var epochs = _options.Epochs ?? TrainingDefaults.Epochs(_dataset.Profile);
            TeacherException Nothing(string reason) => new($"the teacher, trial {teacher.Number}, came to nothing on the same rows: {reason}");
            try
            {
                using var pass = _gate.Train(cancellationToken);
                using var training = new CandidateTraining(
                    _tasks.For(request, shape.Input), model => Recipe(teacher.Candidate, model, epochs), _quality, seed, pass, _time, limit);
                var outcome = training.Run(null, shape, new Fidelity(isFinal ? Math.Clamp(teacher.BestEpoch, 1, epochs) : epochs), false, cancellationToken);
                return outcome.Ended is { } ended ? throw Nothing(ended.Reason!) : (outcome.TrainSeconds, training.Network.Answer([.. rows]));
            }
            catch (Exception exception) when (exception is not TeacherException && FaultOf(exception, shape) is not null)
            {
                throw Nothing(FaultOf(exception, shape)!);
            }
        }
    }

    /// <summary>What is trained before it is pruned; null where nothing is.</summary>
    private ModelShape? Unpruned(Candidate candidate) => Compression.Pruned(candidate) > 0 && !Compression.IsTwin(candidate)
        ? ModelShape.DecodeUnpruned(candidate, _dataset.Profile.Input, _dataset.Profile.Outputs)
        : null;

    /// <summary>Measures a final model on the test data, and keeps its weights.</summary>
    private Evaluation.Completed Finish(
        Evaluation.Completed completed, LearningTask task, ModelShape shape, Network network, QuantizedModel? quantised, TrialRequest request)
    {
        if (!task.TestRows.IsEmpty)
        {
            var test = quantised?.Judge(task.TestRows) ?? task.Judge(network, task.TestRows);
            completed = completed with { Metrics = completed.Metrics.SetItems(TrialReport.OfTest(test, task)) };
        }

        if (_options.WeightsFolder is { } folder)
        {
            var path = ModelFile.PathOf(folder, request);
            ModelFile.Save(path, network.Module, ModelDescription.Of(task, shape, request.Candidate, completed.Metrics));
            var bytes = Metrics.FileBytes.Measured(new FileInfo(path).Length, "32-bit safetensors, encoder included");
            completed = completed with { Metrics = completed.Metrics.SetItem(Metrics.FileBytes.Name, bytes) };
        }

        return completed;
    }

    /// <summary>The trained network in 8-bit integers; null where the candidate stays in floats.</summary>
    private QuantizedModel? Quantised(Candidate candidate, LearningTask task, ModelShape shape, Network network)
    {
        var precision = PrecisionGene.Of(candidate, shape);
        return !precision.IsInt8() ? null
            : _options.Quantizer is { } quantizer
            ? new QuantizedModel(quantizer, task, network, precision, ModelDescription.Of(task, shape, candidate, ImmutableDictionary<string, Measurement>.Empty))
            : throw new UserInputException($"precision: {precision.Word()} needs an exporter, and this evaluator has none");
    }

    private static ImmutableArray<ExampleScore> ScoresOf(LearningTask task, TrainingOutcome outcome, Metric quality) => outcome.Validation is { } held
        ? [.. (held.PartsOf(quality) ?? held.OfEach()).Select((score, index) => new ExampleScore(task.Split.Validation[index], score))]
        : [];
}
