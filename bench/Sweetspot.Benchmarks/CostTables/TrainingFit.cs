using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Sets the constants of trainings by least squares on logarithms, in which an outlier counts by its size and each constant is drawn weakly to where it began.</summary>
internal static class TrainingFit
{
    /// <summary>Errors beyond this, as a share, count by their size.</summary>
    private const double Scale = 0.1;

    /// <summary>How weakly constants are drawn to where they began: as one row whose error is this share of the constant's own change.</summary>
    private const double Pull = 0.15;

    private const int MostSteps = 12;

    /// <summary>Round numbers to begin from, which no row set.</summary>
    private static readonly TrainingConstants Start = new()
    {
        SustainedShare = 0.95,
        PowerExponent = 0.3,
        FusedTraffic = 1.5,
        EagerTraffic = 2.5,
        AttentionShare = 0.35,
        AttentionExponent = 0.6,
        TunedAttention = 3,
        CastTraffic = 0.5,
        LayerSeconds = 2e-4,
        ExpertSeconds = 3e-4,
        ExchangeShare = 0.7,
        Overlap = 4,
        StragglerShare = 0.01,
    };

    /// <summary>The constants that rows set.</summary>
    public static TrainingConstants Fit(IReadOnlyList<TrainingRow> rows)
    {
        double[] start = [.. Values(Start).Select(value => Math.Log(value))];
        return Of(LevenbergMarquardt.Minimize(Residual, rows.Count + start.Length, start, MostSteps, 1e-4));

        double Residual(ReadOnlySpan<double> at, int index)
        {
            if (index >= rows.Count)
            {
                return Pull * (at[index - rows.Count] - start[index - rows.Count]);
            }

            var error = Math.Log(rows[index].Predicted(Of(at)) / rows[index].Measured) / Scale;
            return Math.Sign(error) * Scale * Math.Sqrt(2 * (Math.Sqrt(1 + (error * error)) - 1));
        }
    }

    /// <summary>The constants as one line of text.</summary>
    public static FormattableString Text(TrainingConstants constants) =>
        $"sustained {constants.SustainedShare:0.000} power {constants.PowerExponent:0.000} fused {constants.FusedTraffic:0.00} eager {constants.EagerTraffic:0.00} attention {constants.AttentionShare:0.000} exponent {constants.AttentionExponent:0.000} tuned {constants.TunedAttention:0.00} cast {constants.CastTraffic:0.00} layer {1e6 * constants.LayerSeconds:0} us expert {1e6 * constants.ExpertSeconds:0} us exchange {constants.ExchangeShare:0.00} overlap {constants.Overlap:0.0} straggler {constants.StragglerShare:0.0000}";

    private static double[] Values(TrainingConstants from) =>
    [
        from.SustainedShare, from.PowerExponent, from.FusedTraffic, from.EagerTraffic, from.AttentionShare, from.AttentionExponent, from.TunedAttention, from.CastTraffic,
        from.LayerSeconds, from.ExpertSeconds, from.ExchangeShare, from.Overlap, from.StragglerShare,
    ];

    private static TrainingConstants Of(ReadOnlySpan<double> logs) => new()
    {
        SustainedShare = Math.Exp(logs[0]),
        PowerExponent = Math.Exp(logs[1]),
        FusedTraffic = Math.Exp(logs[2]),
        EagerTraffic = Math.Exp(logs[3]),
        AttentionShare = Math.Exp(logs[4]),
        AttentionExponent = Math.Exp(logs[5]),
        TunedAttention = Math.Exp(logs[6]),
        CastTraffic = Math.Exp(logs[7]),
        LayerSeconds = Math.Exp(logs[8]),
        ExpertSeconds = Math.Exp(logs[9]),
        ExchangeShare = Math.Exp(logs[10]),
        Overlap = Math.Clamp(Math.Exp(logs[11]), 1, 10),
        StragglerShare = Math.Exp(logs[12]),
    };
}
