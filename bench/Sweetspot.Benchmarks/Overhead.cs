using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Execution;
using Sweetspot.Planning;
using Sweetspot.Storage;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>What a trial costs beside training and measuring: coordinator, nsga2, SQLite store and worker loop, with an evaluator that answers at once.</summary>
/// <remarks>Coordinator and one worker share this process, each with its own connection to the store, as they have in their own processes.</remarks>
internal static class Overhead
{
    private const int Step = 1000;

    /// <summary>Runs one study and prints a line for each thousand trials.</summary>
    public static async Task RunAsync(int trials, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sweetspot-overhead-");
        try
        {
            await RunAsync(Path.Combine(folder.FullName, "study.db"), trials, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string file, int trials, CancellationToken cancellationToken)
    {
        var definition = Definition(trials);
        await using var store = await SqliteStudyStore.OpenAsync(file, TimeProvider.System, cancellationToken);
        await using var workersStore = await SqliteStudyStore.OpenAsync(file, TimeProvider.System, cancellationToken);
        var study = (await store.CreateAsync(definition.Name, definition.Identity, "{}", cancellationToken)).Id;
        await PretendLongAsync(store, study, definition, cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var evaluator = new KnownQuantities(new InstantEvaluator(), new ComputedMeter(workersStore, definition), definition.Constraints);
        var worker = new WorkerLoop(workersStore, evaluator, study, "worker", new WorkerOptions(), TimeProvider.System);
        var working = Task.CompletedTask;
        var runner = new StudyRunner(
            store, study, definition.Plan(workers: 2), SearchAlgorithms.Create("nsga2", definition.AlgorithmSettings()), new ComputedMeter(store, definition),
            new FinalistSelection(definition.Objectives, definition.Constraints, definition.QualityObjective, 300, 300).Next,
            () => working.Exception, new Thousands(file), TimeProvider.System);

        Console.WriteLine("| trials | CPU ms a trial | wall ms a trial | store MB |");
        Console.WriteLine("| ---: | ---: | ---: | ---: |");
        await runner.RunAsync(
            () =>
            {
                working = Task.Run(() => worker.RunAsync(stop.Token), CancellationToken.None);
                return Task.CompletedTask;
            },
            cancellationToken);
        await stop.CancelAsync();
        await working;
    }

    /// <summary>A third of the time is gone, so that the reserve for the finalists is reckoned all along, as it is late in any study.</summary>
    private static ValueTask PretendLongAsync(SqliteStudyStore store, long study, StudyDefinition definition, CancellationToken cancellationToken) =>
        store.WriteAsync(StudyClock.KeyOf(study), (StudyClock.Zero with { Earlier = definition.TimeBudget / 3 }).ToString(), cancellationToken);

    /// <summary>Millions of sizes for the built-in digits, half of them beyond a limit.</summary>
    private static StudyDefinition Definition(int trials)
    {
        const string IfMlp = "family == 'mlp'";
        const string IfCnn = "family == 'cnn'";
        var spec = new StudySpec
        {
            Name = "overhead",
            Task = new TaskSpec { Preset = "digits" },
            Space =
            [
                new GeneSpec { Name = "family", Type = "choice", Values = ["mlp", "cnn"] },
                new GeneSpec { Name = "depth", Type = "int", Low = 1, High = 6, When = IfMlp },
                new GeneSpec { Name = "width", Type = "int", Low = 8, High = 1024, Scale = "log", When = IfMlp },
                new GeneSpec { Name = "stages", Type = "int", Low = 1, High = 2, When = IfCnn },
                new GeneSpec { Name = "channels", Type = "int", Low = 4, High = 128, Scale = "log", When = IfCnn },
                new GeneSpec { Name = "convolutions", Type = "int", Low = 1, High = 4, When = IfCnn },
                new GeneSpec { Name = "kernel", Type = "list", Values = ["3", "5"], When = IfCnn },
                new GeneSpec { Name = "dense", Type = "int", Low = 0, High = 512, When = IfCnn },
            ],
            Constraints = ["parameters <= 500000"],
            Budget = new BudgetSpec { Trials = trials, Time = TimeSpan.FromDays(30) },
        };
        return StudyDefinition.Resolve(spec, DatasetLoader.Load(spec.Task, Environment.CurrentDirectory).Profile, "benchmark", 20);
    }

    /// <summary>Eight metrics and a curve of 20 points from a formula and a little noise.</summary>
    private sealed class InstantEvaluator : IEvaluator
    {
        public ValueTask<Evaluation> EvaluateAsync(TrialRequest request, CancellationToken cancellationToken)
        {
            var random = RandomStream.For(request.Seed, request.Candidate.Key.Aggregate(17L, (hash, letter) => unchecked((hash * 31) + letter)), "overhead");
            var size = request.Candidate.Number("width", 16) * request.Candidate.Number("depth", 1) * request.Candidate.Number("channels", 1);
            var accuracy = 0.98 - (0.5 / Math.Sqrt(size + 1)) - (0.02 * random.NextDouble());
            ImmutableArray<CurvePoint> curve =
            [
                .. Enumerable.Range(1, 20).Select(epoch => new CurvePoint(
                    epoch, random.NextDouble() / epoch, random.NextDouble() / epoch, accuracy, accuracy - (random.NextDouble() / epoch))),
            ];
            var seconds = 0.001 * size * (1 + (0.1 * random.NextDouble()));
            return ValueTask.FromResult<Evaluation>(new Evaluation.Completed
            {
                Metrics = new[]
                {
                    (Metrics.Accuracy, accuracy), (Metrics.MacroF1, accuracy), (Metrics.Loss, 1 - accuracy), (Metrics.Auc, accuracy), (Metrics.TrainSeconds, seconds),
                    (Metrics.TrainWallSeconds, 1.1 * seconds), (Metrics.PeakMemory, 1e8 + (1e3 * size)), (Metrics.BestEpoch, 1 + random.Next(20)),
                }.ToImmutableDictionary(pair => pair.Item1.Name, pair => pair.Item1.Measured(pair.Item2, "benchmark formula, 20 epochs, AdamW 0.003, batch 32", 0.001)),
                Curve = curve,
            });
        }
    }

    /// <summary>Computes a shape's cost and remembers a latency in the store, as the real catalogue does; nothing is measured.</summary>
    private sealed class ComputedMeter(SqliteStudyStore store, StudyDefinition definition) : IShapeMeter
    {
        public async ValueTask<IReadOnlyDictionary<string, Measurement>> MeasureAsync(Candidate candidate, CancellationToken cancellationToken)
        {
            var computed = definition.Compute(candidate);
            var key = $"latency/benchmark/{definition.Shape(candidate)}";
            if (await store.ReadAsync(key, cancellationToken) is not { } text)
            {
                text = (0.01 + (1e-7 * computed[Metrics.Flops.Name].Value)).ToString("R", CultureInfo.InvariantCulture);
                await store.WriteAsync(key, text, cancellationToken);
            }

            var latency = Metrics.Latency.Measured(double.Parse(text, CultureInfo.InvariantCulture), "benchmark formula");
            return computed.ToImmutableDictionary().SetItem(Metrics.Latency.Name, latency);
        }
    }

    /// <summary>Prints what each thousand cost.</summary>
    private sealed class Thousands(string file) : IProgress<StudyProgress>
    {
        private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
        private long _wall = TimeProvider.System.GetTimestamp();
        private int _ended;

        public void Report(StudyProgress value)
        {
            if (value.Ended?.Request.Purpose != TrialPurpose.Search || ++_ended % Step != 0)
            {
                return;
            }

            var cpu = (Environment.CpuUsage.TotalTime - _cpu).TotalMilliseconds / Step;
            var wall = TimeProvider.System.GetElapsedTime(_wall).TotalMilliseconds / Step;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {_ended} | {cpu:0.000} | {wall:0.00} | {new FileInfo(file).Length / 1e6:0.0} |"));
            (_cpu, _wall) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        }
    }
}
