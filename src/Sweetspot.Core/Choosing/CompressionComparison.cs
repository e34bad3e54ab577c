using System.Globalization;

namespace Sweetspot.Core;

/// <summary>A compressed model beside its shape trained from scratch, on the same rows with the same seeds.</summary>
/// <param name="Name">What was done: <c>pruning 50 %</c>, <c>distillation</c>.</param>
/// <param name="Candidate">The compressed candidate.</param>
/// <param name="Quality">Its mean quality; null, as the other numbers, where nothing was compared.</param>
/// <param name="TwinQuality">Mean quality of the same shape from scratch.</param>
/// <param name="Difference">How much better the compressed one is, in the quality's unit; negative where it is worse.</param>
/// <param name="StandardError">Standard error of the difference, paired.</param>
/// <param name="TrainSeconds">CPU seconds that the compressed one took, all that it needs counted.</param>
/// <param name="TwinTrainSeconds">CPU seconds of the twin.</param>
/// <param name="Verdict"><c>pays</c> where it is better by more than one standard error, <c>does not pay</c> where it is not, <c>not compared</c>.</param>
/// <param name="Text">The same in words.</param>
public sealed record CompressionComparison(
    string Name, Candidate Candidate, double? Quality, double? TwinQuality, double? Difference, double? StandardError,
    double? TrainSeconds, double? TwinTrainSeconds, string Verdict, string Text)
{
    /// <summary>Compares; null where either has no completed training.</summary>
    /// <param name="name">What was done.</param>
    /// <param name="shape">The final shape, in words.</param>
    /// <param name="compressed">The compressed candidate's trainings.</param>
    /// <param name="twin">Its twin's.</param>
    /// <param name="quality">What is good.</param>
    /// <param name="groups">Group of each row; null where rows are independent.</param>
    /// <param name="twinEpochs">Most epochs of the twin, and what they mean, in words.</param>
    public static CompressionComparison? Of(
        string name, string shape, FinalistEvidence compressed, FinalistEvidence twin, Objective quality, IReadOnlyList<int>? groups, string twinEpochs)
    {
        var (one, other) = (new JudgedFinalist(compressed, quality), new JudgedFinalist(twin, quality));
        if (one.Completed.IsEmpty || other.Completed.IsEmpty)
        {
            return null;
        }

        var comparisons = new PairedComparisons([one, other], groups);
        var (difference, error) = comparisons.Compare(one, other);
        var (mine, theirs) = (Seconds(one), Seconds(other));
        var verdict = difference > error ? "pays" : "does not pay";
        var text = $"{name}: {Gain(difference, error, quality)} against training the smaller model: {verdict} ({shape}; {comparisons.Basis}; "
            + $"training {PlainNumber.Of(mine)} against {PlainNumber.Of(theirs)} CPU s, {twinEpochs})";
        return new CompressionComparison(
            name, one.Candidate, one.Metrics[quality.Name].Value, other.Metrics[quality.Name].Value, difference, error, mine, theirs, verdict, text);
    }

    /// <summary>What is said where there was no comparison.</summary>
    /// <param name="name">What was done.</param>
    /// <param name="shape">The final shape, in words.</param>
    /// <param name="candidate">The compressed candidate.</param>
    public static CompressionComparison Missing(string name, string shape, Candidate candidate) => new(
        name, candidate, null, null, null, null, null, null, "not compared",
        $"{name}: not compared with training the smaller model ({shape}), for which no time was left or whose trainings did not complete; give the study more time");

    private static double Seconds(JudgedFinalist finalist) => finalist.Completed.Average(pair => pair.Trial.Value(Metrics.TrainSeconds.Name) ?? 0);

    /// <summary>Of fractions in percentage points: <c>+0.2 ± 0.3 pp</c>.</summary>
    private static string Gain(double difference, double error, Objective quality)
    {
        var (scale, unit) = quality.Unit == "fraction" ? (100, "pp") : (1, Metrics.Label(quality.Name));
        var text = PlainNumber.Of(scale * difference, error > 0 ? scale * error : null);
        var sign = scale * difference > 0 && !text.StartsWith('-') ? "+" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{text}{(error > 0 ? "" : " ± 0")} {unit}");
    }
}
