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
    public void Finding_DoesNotPayButTheChoiceUsesIt_SaysWhy()
    {
        // The pair is within noise; a third that uses it is better than both.
        var finding = Found(
            Finalist(Searched(1, 1_000, 0.95), 0.94, 0.95, 0.96),
            Finalist(Searched(2, 10_000, 0.95), 0.941, 0.951, 0.961),
            Finalist(Searched(3, 20_000, 0.98), 0.979, 0.980, 0.981));

        Assert.False(finding.Pays);
        Assert.Contains("; the recommended one uses it all the same, chosen among all finalists by quality and cost: beside it, width=1000 without it is 0.0", finding.Text, StringComparison.Ordinal);
        Assert.EndsWith(" worse at 0.05 times the cost", finding.Text, StringComparison.Ordinal);
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
    public void Finding_LuckierFinalistsOfOneSide_ComparesTheBestFoundWithItsTwin()
    {
        // With it and without it the same; two more finalists that use it had luck, and would be "the best of each side".
        var finding = Found(
            Finalist(Searched(1, 1_000, 0.95), 0.949, 0.950, 0.951),
            Finalist(Searched(2, 10_000, 0.98), 0.949, 0.950, 0.951),
            Finalist(Searched(3, 20_000, 0.97), 0.969, 0.970, 0.971),
            Finalist(Searched(4, 30_000, 0.97), 0.959, 0.960, 0.961));

        Assert.Equal((2L, 1L, false), (finding.With!.Number, finding.Without!.Number, finding.Pays!.Value));
        Assert.Equal(0, finding.Gain!.Value, 1e-9);
        Assert.Contains("all else as in the best found", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_BestFoundLeavesItOut_TheTwinIsTheSideThatUsesIt()
    {
        var input = Input(Finalist(Searched(1, 1_000, 0.95), 0.949, 0.950, 0.951), Finalist(Searched(2, 10_000, 0.90), 0.899, 0.900, 0.901));

        var finding = Assert.Single(Recommend(input with { Modalities = [_image], Ablated = Width(1_000), Ablations = [Width(10_000)] }).Modalities);

        Assert.Equal((2L, 1L, false), (finding.With!.Number, finding.Without!.Number, finding.Pays!.Value));
        Assert.Equal(-0.05, finding.Gain!.Value, 1e-9);
    }

    [Fact]
    public void Finding_TwinNotRetrained_SaysThatNoTimeWasLeft()
    {
        var finding = Found(Finalist(Searched(2, 10_000, 0.95), 0.94, 0.95, 0.96));

        Assert.Null(finding.Pays);
        Assert.Equal(
            "image: what it adds is not known: the best found was not compared with the same model that leaves it out: no time was left to retrain both; give the study more time", finding.Text);
    }

    [Fact]
    public void Finding_SpaceHasNoTwin_SaysSo()
    {
        var input = Input(Finalist(Searched(2, 10_000, 0.95), 0.94, 0.95, 0.96)) with { Modalities = [_image], Ablated = Width(10_000) };

        Assert.Equal(
            "image: what it adds is not known: the space allows no model that leaves it out and is otherwise the best found", Assert.Single(Recommend(input).Modalities).Text);
    }

    [Fact]
    public void Finding_TwinDiverged_SaysWhy()
    {
        var input = Input(Finalist(Searched(2, 10_000, 0.95), 0.94, 0.95, 0.96));
        var twin = Trial(5, 1_000, [], state: TrialState.Diverged) with { Reason = "loss is NaN" };

        var finding = Assert.Single(Recommend(input with { Trials = [.. input.Trials, twin], Modalities = [_image], Ablated = Width(10_000), Ablations = [Width(1_000)] }).Modalities);

        Assert.EndsWith("the same model that leaves it out: its training did not complete (loss is NaN)", finding.Text, StringComparison.Ordinal);
    }

    /// <summary>The best of the search has 10,000 parameters, its twin without the image 1,000.</summary>
    private static ModalityFinding Found(params FinalistEvidence[] finalists) =>
        Assert.Single(Recommend(Input(finalists) with { Modalities = [_image], Ablated = Width(10_000), Ablations = [Width(1_000)] }).Modalities);
}
