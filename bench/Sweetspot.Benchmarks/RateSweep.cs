using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>Trains models at multiples of the learning rate that the rule gives them.</summary>
internal static class RateSweep
{
    /// <summary>Runs the sweep and prints a line for each model and rate.</summary>
    public static async Task RunAsync(
        string data, IEnumerable<Candidate> candidates, Dictionary<string, string> options, CancellationToken cancellationToken)
    {
        var spec = data == "digits" ? new TaskSpec { Preset = data } : new TaskSpec
        {
            Data = data,
            Target = options.GetValueOrDefault("target"),
            Text = options.TryGetValue("text", out var text) ? [.. text.Split(',')] : [],
            Test = options.GetValueOrDefault("test"),
        };
        var dataset = DatasetLoader.Load(spec, Environment.CurrentDirectory);
        var split = options.ContainsKey("fold")
            ? Splits.Fold(dataset, (int)Number("fold", 0), TrainingOptions.Folds, 1)
            : Splits.Validation(dataset, 0.2, 1);
        var rates = options.GetValueOrDefault("rates", "1").Split(',').Select(rate => double.Parse(rate, CultureInfo.InvariantCulture)).ToList();
        var everything = options.ContainsKey("final") ? Splits.Everything(dataset) : null;
        Console.WriteLine($"{dataset.Profile.Name}: {split.Train.Length} + {split.Validation.Length} + {dataset.Profile.TestRows} rows, {dataset.Profile.Input.Sizes}");
        Console.WriteLine("| model | parameters | rate | validation | ± | test | best epoch | gap | train CPU s | wall s | test F1 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        using var alone = await TorchProcess.EnterAsync(cancellationToken);
        foreach (var candidate in candidates)
        {
            var shape = ModelShape.Decode(candidate, dataset.Profile.Input, dataset.Profile.Outputs);
            var (searched, final) = (TaskOf(split, shape), everything is null ? null : TaskOf(everything, shape));
            foreach (var factor in rates)
            {
                var recipe = With(Recipe.For(dataset.Profile, shape, (int)Number("epochs", TrainingDefaults.Epochs(dataset.Profile)), candidate.Find("augment")?.Text), factor);
                var runs = Enumerable.Range(1, (int)Number("seeds", 1)).Select(seed => Train(options.TryGetValue("quality", out var name) ? Metrics.Find(name) : null, searched, final, shape, recipe, (ulong)seed, cancellationToken)).ToList();
                Print(shape, recipe, runs);
            }
        }

        LearningTask TaskOf(Split rows, ModelShape shape) => new(dataset, rows, shape.Input);

        Recipe With(Recipe recipe, double factor) => recipe with
        {
            Rate = recipe.Rate * factor,
            BatchSize = (int)Number("batch", recipe.BatchSize),
            Dropout = Number("dropout", recipe.Dropout),
            WeightDecay = Number("weightDecay", recipe.WeightDecay),
            LabelSmoothing = Number("labelSmoothing", recipe.LabelSmoothing),
            Shift = (int)Number("shift", recipe.Shift),
            ClipNorm = Number("clipNorm", recipe.ClipNorm),
            ClassWeightPower = Number("classWeightPower", recipe.ClassWeightPower),
            WarmUp = Number("warmUp", recipe.WarmUp),
            Levels = options.TryGetValue("levels", out var levels) ? new LevelSchedule(recipe.Epochs, [.. levels.Split(',').Select(level => int.Parse(level, CultureInfo.InvariantCulture))]) : null,
        };

        double Number(string name, double otherwise) =>
            options.TryGetValue(name, out var value) ? double.Parse(value, CultureInfo.InvariantCulture) : otherwise;
    }

    private static Run Train(Metric? quality, LearningTask task, LearningTask? everything, ModelShape shape, Recipe recipe, ulong seed, CancellationToken cancellationToken)
    {
        var metric = quality ?? (task.Profile.Kind == TaskKind.Classification ? Metrics.Accuracy : Metrics.R2);
        var gate = TrainingGate.OfThisUser(TimeProvider.System);
        using var pass = gate.Train(cancellationToken);
        using var trainer = new Trainer(task, shape, recipe, metric, seed, pass, TimeProvider.System, null);
        var outcome = trainer.Run(recipe.Epochs, cancellationToken);
        if (outcome.Ended is { } ended)
        {
            Console.WriteLine($"{shape.Describe()}: {ended.Reason}");
            return new Run(double.NaN, double.NaN, 0, 0, 0, 0, double.NaN);
        }

        using var final = everything is null ? null : new Trainer(everything, shape, recipe, metric, seed, pass, TimeProvider.System, null);
        final?.Run(outcome.BestEpoch, cancellationToken);
        var answers = (final ?? trainer).Network.Answer(task.TestRows.AsSpan());
        var test = task.TestRows.IsEmpty ? null : task.Score(answers, task.TestRows);
        return new Run(
            outcome.Validation?.Value(metric) ?? double.NaN, test?.Value(metric) ?? double.NaN, outcome.BestEpoch,
            outcome.TrainingQuality - outcome.Validation?.Value(metric) ?? double.NaN,
            outcome.CpuSecondsPerStep * outcome.BestStep, outcome.WallSeconds, test?.Value(Metrics.MacroF1) ?? double.NaN);
    }

    private static void Print(ModelShape shape, Recipe recipe, List<Run> runs)
    {
        var mean = runs.Average(run => run.Validation);
        var deviation = Math.Sqrt(runs.Sum(run => Math.Pow(run.Validation - mean, 2)) / Math.Max(1, runs.Count - 1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {shape.Describe()} | {ModelCost.Of(shape, 1).Parameters} | {recipe.Rate:0.#####} | {mean:0.0000} | {deviation:0.0000} | {runs.Average(run => run.Test):0.0000} | {runs.Average(run => run.Epoch):0.0} of {recipe.Epochs} | {runs.Average(run => run.Gap):0.000} | {runs.Average(run => run.Cpu):0.00} | {runs.Average(run => run.Wall):0.00} | {runs.Average(run => run.F1):0.0000} |"));
    }

    private sealed record Run(double Validation, double Test, double Epoch, double Gap, double Cpu, double Wall, double F1);
}
