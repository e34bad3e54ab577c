using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>Compares the latencies that <c>measure</c> and <c>find</c> give with that of a loop as anybody would write it, in pairs, turn by turn.</summary>
internal static class OnnxLoop
{
    private const int WarmUps = 50;
    private const int Runs = 1000;

    public static async Task RunAsync(string path, int batch, int pairs, CancellationToken cancellationToken)
    {
        var meter = new OnnxMeter(OnnxFile.Read(path), new Dictionary<string, int>());
        var gate = TrainingGate.OfThisUser(TimeProvider.System);
        var room = new MeasuringRoom(gate.MeasureAsync, MachineLoad.OthersRunning);
        var timer = new ShapeTimer();
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        var (ours, study, plain) = (new double[pairs], new double[pairs], new double[pairs]);
        Plain(path, batch); // all ways are compiled before anything counts
        Study(timer, path, bytes, cancellationToken);
        await meter.MeasureAsync([(batch, 1)], room, cancellationToken);
        for (var pair = 0; pair < pairs; pair++)
        {
            foreach (var turn in pair % 2 == 0 ? (int[])[0, 1, 2] : [2, 1, 0])
            {
                if (turn == 0)
                {
                    ours[pair] = (await meter.MeasureAsync([(batch, 1)], room, cancellationToken))[0].Latency.Median;
                    continue;
                }

                using var alone = await gate.MeasureAsync(cancellationToken);
                _ = turn == 1 ? plain[pair] = Plain(path, batch) : study[pair] = batch == 1 ? Study(timer, path, bytes, cancellationToken) : 0;
            }
        }

        Console.WriteLine($"{Path.GetFileName(path)}, batch {batch}, {pairs} pairs, one thread");
        Tell("measure", ours, plain);
        if (batch == 1)
        {
            Tell("find", study, plain);
        }
    }

    private static void Tell(string name, double[] ours, double[] plain)
    {
        var ratios = ours.Zip(plain, (a, b) => a / b).ToArray();
        Console.WriteLine(FormattableString.Invariant(
            $"  {name} {1000 * RobustStatistics.Median(ours):0.00} µs, plain loop {1000 * RobustStatistics.Median(plain):0.00} µs, ratio {RobustStatistics.Median(ratios):0.000} ± {RobustStatistics.ErrorOfMedian(ratios):0.000} (from {ratios.Min():0.000} to {ratios.Max():0.000})"));
    }

    /// <returns>Median milliseconds of a run, as a study times its shapes.</returns>
    private static double Study(ShapeTimer timer, string path, byte[] model, CancellationToken cancellationToken) =>
        RobustStatistics.Median(timer.Time(model, Inputs(path, 1), Inputs(path, Speed.ThroughputBatch), Speed.ThroughputBatch, null, cancellationToken).One);

    private static Dictionary<string, Array> Inputs(string path, int rows)
    {
        using var session = new InferenceSession(path);
        return session.InputMetadata.ToDictionary(input => input.Key, input => Zeros(input.Value, rows));
    }

    private static Array Zeros(NodeMetadata input, int rows)
    {
        var count = input.Dimensions[1..].Aggregate(rows, (product, size) => product * size);
        return input.ElementType == typeof(long) ? new long[count] : new float[count];
    }

    /// <returns>Median milliseconds of a run.</returns>
    private static double Plain(string path, int batch)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(path, options);
        string[] names = [.. session.InputMetadata.Keys];
        var values = session.InputMetadata.Values.Select(input => Value(input, batch)).ToArray();
        using var run = new RunOptions();
        var times = new double[Runs];
        for (var i = -WarmUps; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var results = session.Run(run, names, values, session.OutputNames);
            if (i >= 0)
            {
                times[i] = (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;
            }
        }

        Array.ForEach(values, value => value.Dispose());
        return RobustStatistics.Median(times);
    }

    private static OrtValue Value(NodeMetadata input, int batch)
    {
        long[] sizes = [batch, .. input.Dimensions[1..].Select(size => (long)size)];
        return Zeros(input, batch) switch
        {
            long[] ids => OrtValue.CreateTensorValueFromMemory(ids, sizes),
            var numbers => OrtValue.CreateTensorValueFromMemory((float[])numbers, sizes),
        };
    }
}
