using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>Compares the latency that <c>measure</c> gives with that of a loop as anybody would write it, in pairs, turn by turn.</summary>
internal static class OnnxLoop
{
    private const int WarmUps = 50;
    private const int Runs = 1000;

    public static async Task RunAsync(string path, int batch, int pairs, CancellationToken cancellationToken)
    {
        var meter = new OnnxMeter(OnnxFile.Read(path), new Dictionary<string, int>());
        var gate = TrainingGate.OfThisUser(TimeProvider.System);
        var room = new MeasuringRoom(gate.MeasureAsync, MachineLoad.OthersRunning);
        var ours = new double[pairs];
        var plain = new double[pairs];
        Plain(path, batch); // both ways are compiled before anything counts
        await meter.MeasureAsync(batch, 1, room, cancellationToken);
        for (var pair = 0; pair < pairs; pair++)
        {
            foreach (var turn in pair % 2 == 0 ? (int[])[0, 1] : [1, 0])
            {
                if (turn == 0)
                {
                    ours[pair] = (await meter.MeasureAsync(batch, 1, room, cancellationToken)).Latency.Median;
                    continue;
                }

                using var alone = await gate.MeasureAsync(cancellationToken);
                plain[pair] = Plain(path, batch);
            }
        }

        var ratios = ours.Zip(plain, (a, b) => a / b).ToArray();
        Console.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(path)}, batch {batch}, {pairs} pairs: measure {1000 * RobustStatistics.Median(ours):0.00} µs, plain loop {1000 * RobustStatistics.Median(plain):0.00} µs, ratio {RobustStatistics.Median(ratios):0.000} ± {RobustStatistics.ErrorOfMedian(ratios):0.000} (from {ratios.Min():0.000} to {ratios.Max():0.000})"));
    }

    /// <returns>Median milliseconds of a run.</returns>
    private static double Plain(string path, int batch)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(path, options);
        var (name, input) = session.InputMetadata.Single();
        long[] sizes = [batch, .. input.Dimensions[1..].Select(size => (long)size)];
        using var value = OrtValue.CreateTensorValueFromMemory(new float[sizes.Aggregate((product, size) => product * size)], sizes);
        using var run = new RunOptions();
        var times = new double[Runs];
        for (var i = -WarmUps; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var results = session.Run(run, [name], [value], session.OutputNames);
            if (i >= 0)
            {
                times[i] = (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;
            }
        }

        return RobustStatistics.Median(times);
    }
}
