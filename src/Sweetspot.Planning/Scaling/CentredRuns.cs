using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Runs in an order of their own, as logarithms around their means: what the search sees, whatever the order, the units and the scale of the loss.</summary>
internal sealed class CentredRuns
{
    private readonly double _meanSize;
    private readonly double _meanData;
    private readonly double _meanLoss;

    public CentredRuns(IEnumerable<TrainingRun> runs)
    {
        Runs = [.. runs.OrderBy(run => run.Parameters).ThenBy(run => run.Tokens).ThenBy(run => run.Loss)];
        (Size, _meanSize) = Centred(Runs.Select(run => run.Parameters));
        (Data, _meanData) = Centred(Runs.Select(run => run.Tokens));
        (Loss, _meanLoss) = Centred(Runs.Select(run => run.Loss));
    }

    /// <summary>The runs, by size, tokens and loss.</summary>
    public ImmutableArray<TrainingRun> Runs { get; }

    /// <summary>ln N around its mean.</summary>
    public double[] Size { get; }

    /// <summary>ln D around its mean.</summary>
    public double[] Data { get; }

    /// <summary>ln L around its mean.</summary>
    public double[] Loss { get; }

    /// <summary>The law of a point (a, b, e, α, β) of the search.</summary>
    public ScalingLaw LawOf(ReadOnlySpan<double> point) => new(
        Math.Exp(point[2] + _meanLoss),
        Math.Exp(point[0] + (point[3] * _meanSize) + _meanLoss),
        Math.Exp(point[1] + (point[4] * _meanData) + _meanLoss),
        point[3],
        point[4]);

    /// <summary>The point of a law; where it has no floor, a floor far below every loss.</summary>
    public double[] PointOf(ScalingLaw law) =>
    [
        Log(law.A) - (law.Alpha * _meanSize) - _meanLoss, Log(law.B) - (law.Beta * _meanData) - _meanLoss, Log(law.E) - _meanLoss, law.Alpha, law.Beta,
    ];

    /// <summary>ln of the loss that a point expects over the loss seen, for each run.</summary>
    public double[] Residuals(ReadOnlySpan<double> point)
    {
        var residuals = new double[Size.Length];
        for (var run = 0; run < residuals.Length; run++)
        {
            residuals[run] = Predicted(point, run) - Loss[run];
        }

        return residuals;
    }

    /// <summary>Centred ln of the loss that a point expects of a run.</summary>
    public double Predicted(ReadOnlySpan<double> point, int run) =>
        Math.Log(Math.Exp(point[0] - (point[3] * Size[run])) + Math.Exp(point[1] - (point[4] * Data[run])) + Math.Exp(point[2]));

    private static double Log(double value) => Math.Log(Math.Max(value, 1e-12));

    private static (double[] Values, double Mean) Centred(IEnumerable<double> values)
    {
        var logs = values.Select(value => Math.Log(value)).ToArray();
        var mean = logs.Order().Sum() / logs.Length;
        return ([.. logs.Select(log => log - mean)], mean);
    }
}
