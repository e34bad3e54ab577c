using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli.Tests;

public sealed class AskedForTests
{
    private static readonly GeneSpec[] _genes =
    [
        new() { Name = "prune", Type = "list", Values = ["0", "0.5"] },
        new() { Name = "precision", Type = "choice", Values = ["fp32", "int8"] },
    ];

    [Fact]
    public void Lines_NothingSuchTried_SaysSo() => Assert.Equal(
        ["pruned: no such model was tried; give the study more trials or time", "int8: no such model was tried; give the study more trials or time"],
        AskedFor.Lines(_genes, FakeStudy.Report().Trials, []));

    [Fact]
    public void Lines_FailedOrSlower_SaysWhy()
    {
        var (failed, slow) = (Of(1, "prune", GeneValue.Of(0.5)), Of(2, "precision", GeneValue.Of("int8")));
        failed = failed with { State = TrialState.Failed, Reason = "out of memory" };
        slow = slow with
        {
            Metrics = slow.Metrics.SetItem("latency_ms", Metrics.Latency.Measured(3, "test"))
                .SetItem(Metrics.BeforeQuantizing(Metrics.Latency).Name, Metrics.BeforeQuantizing(Metrics.Latency).Measured(2, "test")),
        };

        Assert.Equal(["pruned: 1 tried, none completed (out of memory)", "int8: slower than in floats in 1 of 1, rejected"], AskedFor.Lines(_genes, [failed, slow], []));
    }

    [Fact]
    public void Lines_ThereIsAVerdict_SaysNoMore()
    {
        var (pruned, small) = (Of(1, "prune", GeneValue.Of(0.5)), Of(2, "precision", GeneValue.Of("int8")));
        var retrained = small with { Number = 3, Request = small.Request with { Purpose = TrialPurpose.Verification } };

        Assert.Empty(AskedFor.Lines(_genes, [pruned, small, retrained], [pruned.Candidate]));
    }

    private static Trial Of(long number, string gene, GeneValue value)
    {
        var trial = FakeStudy.Report().Trials.First(trial => trial.Request.Purpose == TrialPurpose.Search && trial.State == TrialState.Completed);
        return trial with { Number = number, Request = trial.Request with { Candidate = new Candidate([KeyValuePair.Create(gene, value)]) } };
    }
}
