using Sweetspot.Core;

namespace Sweetspot.Cli.Tests;

public sealed class TimeRemarksTests
{
    private static readonly StudyClock s_ended = new(TimeSpan.FromSeconds(54), SearchEnded: true, Exhausted: false, 60, TimeSpan.FromSeconds(40), Searched: TimeSpan.FromSeconds(29));

    [Fact]
    public void Of_EndedLate_SaysWhatTookTheTime() => Assert.Equal(
        "It took 54 s instead of the 40 s given: the search ended after 29 s, and retraining 2 finalists, the fewest there may be, and training them on everything took 2 trainings of 5 s each.",
        Assert.Single(TimeRemarks.Of(s_ended, 5, [Retraining(4, of: 8), Retraining(6, of: 16)])));

    [Theory]
    [InlineData(43)]
    [InlineData(30)]
    public void Of_EndedNearItsTime_SaysNothing(int seconds) => Assert.Empty(TimeRemarks.Of(s_ended with { Earlier = TimeSpan.FromSeconds(seconds), Repeats = 5 }, 5, [Retraining(4, of: 8)]));

    [Fact]
    public void Of_FewerRetrainingsThanPlanned_SaysSo() => Assert.Equal(
        "For want of time each finalist was retrained 3 times instead of 5. More --time lets the same command do the rest.",
        Assert.Single(TimeRemarks.Of(s_ended with { Earlier = TimeSpan.FromSeconds(40), Repeats = 3 }, 5, [])));

    private static Trial Retraining(double seconds, int of) => new()
    {
        Number = 1,
        Request = new TrialRequest(new Candidate([new("width", GeneValue.Of(of))]), new Fidelity(1), 1, TrialPurpose.Verification),
        State = TrialState.Completed,
        Started = DateTimeOffset.UnixEpoch,
        Finished = DateTimeOffset.UnixEpoch.AddSeconds(seconds),
    };
}
