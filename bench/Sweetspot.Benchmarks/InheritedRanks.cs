using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>Whether models that begin with the weights of one a step smaller, and train for a third of the epochs, stand in the order of models trained from scratch.</summary>
/// <remarks>Truth are whole trainings from scratch with seeds of their own. What a second set of such trainings reaches is the most that chance allows.</remarks>
internal sealed class InheritedRanks
{
    private static readonly int[] Widths = [6, 10, 16, 25, 40, 64];
    private const int MostLayers = 3;
    private readonly LearningTask _task;
    private readonly Metric _quality;
    private readonly int _epochs;
    private readonly int _seeds;
    private readonly CancellationToken _cancellationToken;

    private InheritedRanks(Dataset dataset, int epochs, int seeds, CancellationToken cancellationToken)
    {
        _task = new LearningTask(dataset, Splits.Validation(dataset, 0.2, 1));
        _quality = TaskMetrics.Quality(dataset.Profile.Kind)[0];
        (_epochs, _seeds, _cancellationToken) = (epochs, seeds, cancellationToken);
    }

    /// <summary>Trains all, and prints Kendall's tau-b to the truth.</summary>
    public static async Task RunAsync(string data, Dictionary<string, string> options, CancellationToken cancellationToken)
    {
        int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var dataset = DatasetLoader.Load(data == "digits" ? new TaskSpec { Preset = data } : new TaskSpec { Data = data, Target = options.GetValueOrDefault("target") }, Environment.CurrentDirectory);
        using var alone = await TorchProcess.EnterAsync(cancellationToken);
        new InheritedRanks(dataset, Number("epochs", 18), Number("seeds", 3), cancellationToken).Run();
    }

    private void Run()
    {
        var shapes = Enumerable.Range(1, MostLayers).SelectMany(depth => Widths.Select(width => (Depth: depth, Width: width))).ToList();
        var third = Math.Max(1, _epochs / 3);
        var truth = shapes.ToDictionary(shape => shape, shape => Scratch(shape, _epochs, firstSeed: 101).Mean);
        var again = shapes.ToDictionary(shape => shape, shape => Scratch(shape, _epochs, firstSeed: 1));
        var brief = shapes.ToDictionary(shape => shape, shape => Scratch(shape, third, firstSeed: 1).Mean);
        (int Depth, int Width) Narrower((int Depth, int Width) shape) => (shape.Depth, Widths[Array.IndexOf(Widths, shape.Width) - 1]);
        (int Depth, int Width) Shallower((int Depth, int Width) shape) => (shape.Depth - 1, shape.Width);
        var widened = shapes.Where(shape => shape.Width > Widths[0]).ToDictionary(shape => shape, shape => Inherited(shape, third, Narrower(shape), again));
        var deepened = shapes.Where(shape => shape.Depth > 1).ToDictionary(shape => shape, shape => Inherited(shape, third, Shallower(shape), again));

        Console.WriteLine($"{_task.Profile.Name}: {_task.Split.Train.Length} + {_task.Split.Validation.Length} rows, {shapes.Count} models, {_quality.Name}, means of {_seeds} seeds; {_epochs} epochs from scratch, {third} else.");
        Console.WriteLine("| models | from scratch | again | a third of the epochs | inherited, at once | inherited |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        Print("widened", widened);
        Print("deepened", deepened);
        var changes = (widened.Max(child => Math.Abs(child.Value.AtOnce - again[Narrower(child.Key)].Mean)), deepened.Max(child => Math.Abs(child.Value.AtOnce - again[Shallower(child.Key)].Mean)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Growing alone changes the {_quality.Name} by at most {changes.Item1:0.0000} (widened) and {changes.Item2:0.0000} (deepened)."));
        foreach (var shape in shapes)
        {
            Console.Error.WriteLine(Row(
                $"{shape.Depth} x {shape.Width}", truth[shape], again[shape].Mean, brief[shape],
                widened.TryGetValue(shape, out var wide) ? wide.Mean : double.NaN, deepened.TryGetValue(shape, out var deep) ? deep.Mean : double.NaN));
        }

        void Print(string name, Dictionary<(int Depth, int Width), (double AtOnce, double Mean)> inherited)
        {
            double Tau(Func<(int, int), double> value) => KendallTau([.. inherited.Keys.Select(shape => truth[shape])], [.. inherited.Keys.Select(value)]);
            Console.WriteLine(Row($"{name}, {inherited.Count}", 1, Tau(shape => again[shape].Mean), Tau(shape => brief[shape]), Tau(shape => inherited[shape].AtOnce), Tau(shape => inherited[shape].Mean)));
        }
    }

    private static string Row(string name, params double[] values) => $"| {name} | {string.Join(" | ", values.Select(value => value.ToString("0.0000", CultureInfo.InvariantCulture)))} |";

    private (double Mean, List<Dictionary<string, WeightTensor>> Weights) Scratch((int Depth, int Width) shape, int epochs, int firstSeed)
    {
        var runs = Enumerable.Range(firstSeed, _seeds).Select(seed => Train(shape, epochs, (ulong)seed, null)).ToList();
        return (runs.Average(run => run.Quality), runs.ConvertAll(run => run.Weights));
    }

    private (double AtOnce, double Mean) Inherited(
        (int Depth, int Width) shape, int epochs, (int Depth, int Width) parent, Dictionary<(int Depth, int Width), (double Mean, List<Dictionary<string, WeightTensor>> Weights)> trained)
    {
        var starts = trained[parent].Weights.Select((weights, seed) => parent.Depth < shape.Depth
            ? GrownWeights.Deepened(Shape(parent), weights)
            : GrownWeights.Widened(Shape(parent), shape.Width, weights, (ulong)seed)).ToList();
        return (starts.Average(start => Judge(shape, start)), starts.Select((start, seed) => Train(shape, epochs, (ulong)(201 + seed), start).Quality).Average());
    }

    private (double Quality, Dictionary<string, WeightTensor> Weights) Train((int Depth, int Width) shape, int epochs, ulong seed, Dictionary<string, WeightTensor>? start)
    {
        var model = Shape(shape);
        using var pass = TrainingGate.OfThisUser(TimeProvider.System).Train(_cancellationToken);
        using var trainer = new Trainer(_task, model, Recipe.For(_task.Profile, model, epochs), _quality, seed, pass, TimeProvider.System, null, start);
        var outcome = trainer.Run(epochs, _cancellationToken);
        return (outcome.Validation?.Value(_quality) ?? double.NaN, ModelState.Of(trainer.Network.Module));
    }

    /// <summary>What weights are worth without training: that of the model they come from, but for the noise.</summary>
    private double Judge((int Depth, int Width) shape, Dictionary<string, WeightTensor> weights)
    {
        using var network = new Network(Shape(shape), _task.Examples, 1);
        ModelState.PutInto(network.Module, weights);
        return _task.Judge(network, _task.Split.Validation).Value(_quality) ?? double.NaN;
    }

    private MlpShape Shape((int Depth, int Width) shape) =>
        new() { Input = _task.Encoded.Input, Hidden = [.. Enumerable.Repeat(shape.Width, shape.Depth)], Outputs = _task.Profile.Outputs };

    /// <summary>Kendall's tau-b: pairs in the same order less those in the other, over what ties leave.</summary>
    private static double KendallTau(double[] first, double[] second)
    {
        var (sum, left, right) = (0, 0, 0);
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (Math.Sign(first[i] - first[j]), Math.Sign(second[i] - second[j]));
                (sum, left, right) = (sum + (a * b), left + Math.Abs(a), right + Math.Abs(b));
            }
        }

        return sum / Math.Sqrt((double)left * right);
    }
}
