using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>What 8-bit integers do to the speed and file size of shapes, with random weights, as <c>find</c> measures them.</summary>
internal static class PrecisionSpeed
{
    private static readonly ImmutableArray<Precision> s_precisions = [Precision.Fp32, Precision.Int8Dynamic, Precision.Int8Static];

    private static IEnumerable<ModelShape> Shapes()
    {
        foreach (var width in new[] { 32, 128, 512 })
        {
            yield return new MlpShape { Input = InputShape.Numbers(width), Hidden = [width, width], Outputs = 10 };
        }

        foreach (var (side, channels, block) in new[] { (8, 16, CnnBlock.Plain), (28, 8, CnnBlock.Plain), (28, 32, CnnBlock.Plain), (28, 32, CnnBlock.Residual), (28, 32, CnnBlock.Separable), (48, 64, CnnBlock.Plain) })
        {
            yield return new CnnShape { Input = new InputShape(side == 48 ? 3 : 1, side, side), Stages = [channels, 2 * channels], Block = block, Convolutions = 1, Kernel = 3, Dense = 0, Outputs = 10 };
        }

        yield return new VitShape { Input = new InputShape(1, 28, 28), Patch = 4, Depth = 4, Width = 64, Heads = 2, Outputs = 10 };
        yield return new NgramShape { Input = InputShape.Text(40, 8000), Width = 64, Dense = 64, Outputs = 2 };
        yield return new TextCnnShape { Input = InputShape.Text(40, 8000), Width = 64, Channels = 64, Outputs = 2 };
        yield return new TextEncoderShape { Input = InputShape.Text(40, 8000), Width = 64, Depth = 2, Heads = 4, Ratio = 2, Outputs = 2 };
    }

    public static async Task RunAsync(int repeats, CancellationToken cancellationToken)
    {
        var gate = TrainingGate.OfThisUser(TimeProvider.System);
        Console.WriteLine($"{OnnxMeter.Engine}, 1 thread; median of {repeats} turns; ratios to fp32");
        Console.WriteLine("model | precision | latency µs | ratio | examples/s | ratio | KiB | ratio");
        foreach (var shape in Shapes())
        {
            await TellAsync(shape, repeats, gate, cancellationToken);
        }
    }

    private static async Task TellAsync(ModelShape shape, int repeats, TrainingGate gate, CancellationToken cancellationToken)
    {
        var model = RandomModels.Classifier(shape, await RandomWeights.OfAsync(shape, cancellationToken));
        var (one, many, timer) = (MadeUpInputs.Of(model, 1), MadeUpInputs.Of(model, Speed.ThroughputBatch), new ShapeTimer());
        var files = s_precisions.Select(precision => Quantizing.Apply(OnnxWriter.Write(model), precision, Speed.ThroughputBatch, many)).ToList();
        var turns = new List<List<(double One, double Many)>>();
        using var alone = await gate.MeasureAsync(cancellationToken);
        for (var turn = 0; turn < repeats; turn++)
        {
            turns.Add([.. files.Select(file => timer.Time(file, one, many, Speed.ThroughputBatch, null, cancellationToken)).Select(times => (RobustStatistics.Median(times.One), RobustStatistics.Median(times.Many)))]);
        }

        for (var index = 0; index < files.Count; index++)
        {
            var (latency, batch) = (Median(turns, turn => turn[index].One), Median(turns, turn => turn[index].Many));
            Console.WriteLine(FormattableString.Invariant(
                $"{shape.Describe()} of {shape.Input.Sizes} | {s_precisions[index].Word()} | {1000 * latency:0.0} | {Median(turns, turn => turn[index].One / turn[0].One):0.00} | {1000 * Speed.ThroughputBatch / batch:0} | {Median(turns, turn => turn[0].Many / turn[index].Many):0.00} | {files[index].Length / 1024.0:0.0} | {files[index].Length / (double)files[0].Length:0.00}"));
        }
    }

    private static double Median(List<List<(double One, double Many)>> turns, Func<List<(double One, double Many)>, double> value) => RobustStatistics.Median([.. turns.Select(value)]);
}
