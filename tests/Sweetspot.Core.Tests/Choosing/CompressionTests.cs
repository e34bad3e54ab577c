using System.Collections.Immutable;

namespace Sweetspot.Core.Tests;

public class CompressionTests
{
    private static readonly Objective s_accuracy = Objective.On(Metrics.Accuracy);

    [Fact]
    public void TeacherChoice_LargestIsWorse_LargestOfThoseWithinNoiseOfTheBest()
    {
        Trial[] trials = [Of(0, 0.90, 10), Of(1, 0.96, 100), Of(2, 0.955, 1000), Of(3, 0.80, 10_000)];

        Assert.Equal(2, TeacherChoice.Of(trials, s_accuracy, "parameters", 400)!.Number);
        Assert.Equal(1, TeacherChoice.Of(trials, s_accuracy, "parameters", 400_000)!.Number);
    }

    [Fact]
    public void TeacherChoice_NoneCompleted_Null() =>
        Assert.Null(TeacherChoice.Of([Of(0, 0.9, 10) with { State = TrialState.Diverged }], s_accuracy, "parameters", 400));

    [Theory]
    [InlineData(0.02, "pays")]
    [InlineData(0.0, "does not pay")]
    [InlineData(-0.02, "does not pay")]
    public void Compare_OnFolds_PairedAndInPercentagePoints(double gain, string verdict)
    {
        double[] noise = [0.001, -0.001, 0.002, -0.002, 0];
        var twin = Evidence(noise.Select(part => 0.9 + part), seconds: 2);
        var compressed = Evidence(noise.Select((part, fold) => 0.9 + part + gain + (fold % 2 == 0 ? 0.001 : -0.001)), seconds: 3);

        var comparison = CompressionComparison.Of("pruning 50 %", "mlp 4-8-2", compressed, twin, s_accuracy, null, "the latter with up to 40 epochs, as much compute")!;

        Assert.Equal(verdict, comparison.Verdict);
        Assert.Equal(gain + 0.0002, comparison.Difference!.Value, 1e-9);
        Assert.InRange(comparison.StandardError!.Value, 0.0003, 0.0006); // of five differences of ± 0.001
        Assert.StartsWith($"pruning 50 %: {(gain < 0 ? "-1.98" : gain > 0 ? "+2.02" : "+0.02")} ± 0.0", comparison.Text, StringComparison.Ordinal);
        Assert.Contains($" pp against training the smaller model: {verdict} (mlp 4-8-2; ", comparison.Text, StringComparison.Ordinal);
        Assert.EndsWith("training 3 against 2 CPU s, the latter with up to 40 epochs, as much compute)", comparison.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_TwinNeverCompleted_Null() =>
        Assert.Null(CompressionComparison.Of("distillation", "mlp", Evidence([0.9, 0.9], 1), Evidence([], 1), s_accuracy, null, ""));

    private static FinalistEvidence Evidence(IEnumerable<double> qualities, double seconds)
    {
        List<Trial> trials = [.. qualities.Select((quality, fold) => Of(fold, quality, 10, seconds) with
        {
            Request = new TrialRequest(new Candidate([]), new Fidelity(1), 1, TrialPurpose.Comparison, fold),
        })];
        return new FinalistEvidence(trials.FirstOrDefault() ?? Of(0, 0.9, 10), trials, []);
    }

    private static Trial Of(long number, double accuracy, double parameters, double seconds = 1) => new()
    {
        Number = number,
        Request = new TrialRequest(new Candidate([]), new Fidelity(1), 1),
        State = TrialState.Completed,
        Metrics = new Dictionary<string, Measurement>
        {
            ["accuracy"] = Metrics.Accuracy.Measured(accuracy, "test"),
            ["parameters"] = Metrics.Parameters.Computed(parameters),
            ["train_seconds"] = Metrics.TrainSeconds.Measured(seconds, "test"),
        }.ToImmutableDictionary(),
    };
}
