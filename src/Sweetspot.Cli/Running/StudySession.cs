using Sweetspot.Core;
using Sweetspot.Execution;
using Sweetspot.Planning;
using Sweetspot.Storage;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>A study with its data and store, in the coordinator or in a worker.</summary>
internal sealed class StudySession : IAsyncDisposable
{
    private readonly Workspace _workspace;
    private Teacher? _teacher;

    private StudySession(Workspace workspace, Dataset data, StoredDefinition stored, StudyDefinition definition, IStudyStore store, StudyRecord record)
    {
        _workspace = workspace;
        Data = data;
        Stored = stored;
        Definition = definition;
        Store = store;
        Record = record;
    }

    public Dataset Data { get; }

    public StoredDefinition Stored { get; }

    public StudyDefinition Definition { get; }

    public IStudyStore Store { get; }

    public StudyRecord Record { get; }

    /// <summary>Finds the study of this definition in the workspace, or makes it.</summary>
    public static async Task<StudySession> OpenAsync(
        Workspace workspace, Dataset data, StoredDefinition stored, StudyDefinition definition, bool afresh, CancellationToken cancellationToken)
    {
        var store = await SqliteStudyStore.OpenAsync(workspace.Store, TimeProvider.System, cancellationToken);
        var record = afresh
            ? await store.CreateAsync(definition.Name, definition.Identity, stored.ToJson(), cancellationToken)
            : await store.FindOrCreateAsync(definition.Name, definition.Identity, stored.ToJson(), cancellationToken);
        return new StudySession(workspace, data, stored, definition, store, record);
    }

    /// <summary>Opens a study that the store knows, with its data: what a worker does.</summary>
    public static async Task<StudySession> OfStoredAsync(Workspace workspace, long study, CancellationToken cancellationToken)
    {
        var store = await SqliteStudyStore.OpenAsync(workspace.Store, TimeProvider.System, cancellationToken);
        var record = (await store.StudiesAsync(cancellationToken)).FirstOrDefault(record => record.Id == study)
            ?? throw new StudyStoreException($"{workspace.Store} holds no study {study}");
        var stored = StoredDefinition.Parse(record.Definition);
        var data = DatasetLoader.Load(stored.Spec.Task, workspace.Folder);
        return data.Profile.ContentHash == stored.Profile.ContentHash
            ? new StudySession(workspace, data, stored, stored.Resolve(), store, record)
            : throw new UserInputException("the data has changed since the study began; run find again, which begins a new study of the new data.");
    }

    /// <summary>Trains what waits until cancelled.</summary>
    public async Task WorkAsync(string owner, CancellationToken cancellationToken)
    {
        var machine = await MachineAsync(cancellationToken);
        var gate = TrainingGate.OfThisUser(TimeProvider.System);
        var options = new TrainingOptions
        {
            ValidationFraction = Stored.Spec.Task.Validation,
            StudySeed = Definition.Seed,
            Quality = Definition.Quality,
            Epochs = Definition.Epochs,
            Levels = [.. HalvingSearch.LevelsOf(Definition.Algorithm, Definition.AlgorithmSettings()).Select(level => level.Epochs)],
            StudyIdentity = Definition.Identity,
            TrunkFolder = _workspace.TrunksOf(Record.Id),
            Compute = Definition.TrainingFlops,
            TimeShare = (purpose, token) => StudyTime.ShareAsync(Store, Record.Id, Definition, purpose, token),
            Teacher = TeacherAsync,
            Quantizer = new OnnxQuantizers(),
            WeightsFolder = _workspace.WeightsOf(Record.Id),
        };
        var trainer = new TrainingEvaluator(Data, options, machine.Facts, gate, TimeProvider.System);
        var evaluator = new KnownQuantities(new WithinMemory(trainer, Definition), Meter(gate, machine), Definition.Constraints);
        await new WorkerLoop(Store, evaluator, Record.Id, owner, new WorkerOptions(), TimeProvider.System).RunAsync(cancellationToken);
    }

    /// <summary>Searches, verifies and ends the study.</summary>
    /// <param name="view">Shows it.</param>
    /// <param name="workers">Trainings side by side.</param>
    /// <param name="began">Timestamp of the system's clock at which this run began: reading the data takes of its time too.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<StudyOutcome> RunAsync(IStudyView view, int workers, long began, CancellationToken cancellationToken)
    {
        var machine = await MachineAsync(cancellationToken);
        await using var pool = new WorkerProcesses(
            Store, Record.Id, WorkerCommandOf, new WorkerProcessesOptions { Count = workers }, new Deaths(Console.Error, cancellationToken), TimeProvider.System);
        var algorithm = SearchAlgorithms.Create(Definition.Algorithm, Definition.AlgorithmSettings() with { Recommend = Selection.Favourite });
        var trunks = _workspace.TrunksOf(Record.Id);
        var runner = new StudyRunner(
            Store, Record.Id, Definition.Plan(workers), algorithm,
            Meter(TrainingGate.OfThisUser(TimeProvider.System), machine), Finalists, () => pool.Fault, new TrunkSweep(view, algorithm, trunks, Definition.Seed), TimeProvider.System)
        {
            Began = began,
        };
        var outcome = await view.WhileAsync(() => runner.RunAsync(
            async () =>
            {
                view.Starting();
                TrunkFiles.DeleteUnfinished(trunks);
                await StudyTime.WriteAsync(Store, Record.Id, Definition.Plan(workers), cancellationToken);
                await pool.StartAsync(cancellationToken);
            },
            cancellationToken));
        TrunkFiles.DeleteAll(trunks);
        return outcome;
    }

    /// <summary>The model that distilled candidates learn from, as the coordinator chose it.</summary>
    private async ValueTask<Teacher?> TeacherAsync(CancellationToken cancellationToken)
    {
        if (_teacher is null && (await StudyResults.TeacherAsync(Store, Record.Id, cancellationToken)) is { } trial)
        {
            _teacher = new Teacher(trial.Number, trial.Candidate, (int)(trial.Value(Metrics.BestEpoch.Name) ?? 1));
        }

        return _teacher;
    }

    /// <summary>The trials that have ended.</summary>
    public async Task<IReadOnlyList<Trial>> EndedAsync(CancellationToken cancellationToken) =>
        [.. (await Store.TrialsAsync(Record.Id, null, cancellationToken)).Where(trial => trial.HasEnded)];

    private Sweetspot.Execution.WorkerCommand WorkerCommandOf(string owner) => Sweetspot.Execution.WorkerCommand.OfThisProgram(
        "worker", "--workspace", _workspace.Folder, "--study", Record.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "--owner", owner);

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private IReadOnlyList<Trial> Finalists(IReadOnlyList<Trial> searched, IReadOnlyList<Trial> verifications, int count) => Selection.Next(searched, verifications, count);

    private FinalistSelection Selection => new(
        Definition.Objectives, Definition.Constraints, Definition.QualityObjective, Stored.ValidationRows,
        Stored.Profile.UsesFolds ? Stored.Profile.Rows : Stored.ValidationRows, Definition.Goals);

    private ShapeCatalogue Meter(TrainingGate gate, Machine machine)
    {
        var tail = Definition.ReadsTail ? new TailLatency(Definition.Spec.Deadline?.Milliseconds) : null;
        return new ShapeCatalogue(Store, new ShapeMeter(gate, Stored.Profile, Data.NormalizesEachImage, tail), Definition, machine.Key);
    }

    private Task<Machine> MachineAsync(CancellationToken cancellationToken) => Machine.OfThisAsync(Store, cancellationToken);

    /// <summary>Tells of workers that died; not of those that Ctrl-C, which reaches the whole group, ended.</summary>
    private sealed class Deaths(TextWriter output, CancellationToken cancelled) : IProgress<WorkerDeath>
    {
        public void Report(WorkerDeath value)
        {
            if (!cancelled.IsCancellationRequested)
            {
                output.WriteLine($"worker process {value.ProcessId} {value.Reason}; {value.Trials} of its trials will be tried again.");
            }
        }
    }
}
