using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class ModalityFindingsTests
{
    /// <summary>Candidates of over 5,000 parameters look at images in these samples.</summary>
    private static readonly Modality _image = new("image", candidate => candidate.Number("width") > 5_000);

    [Fact]
    public void Finding_BetterByMoreThanItsError_Pays()
    {
        var finding = Found(
            Finalist(Searched(1, 1_000, 0.95), 0.949, 0.950, 0.951),
            Finalist(Searched(2, 10_000, 0.98), 0.981, 0.983, 0.985),
            Finalist(Searched(3, 2_000, 0.9), 0.90, 0.90, 0.90));

        Assert.Equal((2L, 1L, true), (finding.With!.Number, finding.Without!.Number, finding.Pays!.Value));
        Assert.Equal(0.033, finding.Gain!.Value, 1e-9);
        Assert.Equal(10, finding.Ratios["latency_ms"], 1e-9);
        Assert.StartsWith("image adds 0.0330 ± 0.0011 accuracy (0.983", finding.Text, StringComparison.Ordinal);
        Assert.EndsWith("; it pays: better by more than its paired standard error", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_WithinItsError_DoesNotPayForWhatItCosts()
    {
        var finding = Found(
            Finalist(Searched(1, 1_000, 0.95), 0.94, 0.95, 0.96),
            Finalist(Searched(2, 10_000, 0.95), 0.941, 0.951, 0.961));

        Assert.False(finding.Pays);
        Assert.EndsWith("; it does not pay for what it costs: not better by more than its paired standard error", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_OneSideNotRetrained_SaysThatItIsNotKnown()
    {
        var finding = Found(Finalist(Searched(1, 1_000, 0.95), 0.94, 0.95, 0.96));

        Assert.Null(finding.Pays);
        Assert.Equal("image: no finalist uses it, so what it adds is not known; a larger budget may tell", finding.Text);
    }

    [Fact]
    public void Next_BestLacksNothing_TakesTheBestOfTheOtherSideToo()
    {
        Trial[] searched = [Searched(1, 1_000, 0.95), Searched(2, 10_000, 0.98), Searched(3, 20_000, 0.97), Searched(4, 2_000, 0.93)];

        var next = ModalityFinalists.Next([_image], searched, [], 3, Accuracy, [], _ => [searched[2], searched[1]]);

        Assert.Equal([2L, 1L, 3L], next.Select(trial => trial.Number));
    }

    private static ModalityFinding Found(params FinalistEvidence[] finalists) =>
        Assert.Single(Recommend(Input(finalists) with { Modalities = [_image] }).Modalities);
}
