namespace Sweetspot.Core.Tests;

public sealed class ParetoFrontTests
{
    private static readonly Objective[] LossAndCost = [Trials.Loss, Trials.Cost];

    [Fact]
    public void Of_NaNReportedFirst_LeftOutWithReason() // C01
    {
        var front = ParetoFront.Of(
            [
                Trials.Of(0, TrialState.Completed, ("loss", double.NaN)),
                Trials.Of(1, TrialState.Completed, ("loss", 0.9)),
                Trials.Of(2, TrialState.Completed, ("loss", 0.7)),
                Trials.Of(3, TrialState.Diverged) with { Reason = "loss is NaN at epoch 3" },
            ],
            [Trials.Loss]);

        Assert.Equal(2, Assert.Single(front.Trials).Number);
        Assert.Equal(["loss is NaN", "diverged: loss is NaN at epoch 3"], front.LeftOut.Select(left => left.Reason));
    }

    [Fact]
    public void Of_InfinityInOneObjective_FrontOfTheFiniteOne() // C02
    {
        const double Infinity = double.PositiveInfinity;
        (double Loss, double Cost)[] values = [(-0.50, Infinity), (1.32, 0.0), (-3.00, Infinity), (-1.19, Infinity)];

        var front = ParetoFront.Of(
            values.Select((value, index) => Trials.Of(index, TrialState.Completed, ("loss", value.Loss), ("cost", value.Cost))), LossAndCost);

        Assert.Equal(1, Assert.Single(front.Trials).Number);
        Assert.Equal([0, 2, 3], front.LeftOut.Select(left => left.Trial.Number));
        Assert.All(front.LeftOut, left => Assert.Equal("cost is Infinity", left.Reason));
        Assert.Equal(0.132 * 0.1, front.Hypervolume(), 12);
        Assert.Equal([1.452, 0.1], front.ReferencePoint.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void Of_EveryTrialInfeasible_NearestByRelativeViolation() // C03
    {
        Constraint[] limits = [Limits.AtMost("latency_ms", 10, Knowledge.Measured), Limits.AtMost("memory", 2.0 * (1 << 30))];
        var a = Trials.Of(0, TrialState.Completed, ("loss", 1), ("latency_ms", 12), ("memory", 1.0 * (1 << 30)));
        var b = Trials.Of(1, TrialState.Completed, ("loss", 2), ("latency_ms", 9), ("memory", 2.1 * (1 << 30)));

        var front = ParetoFront.Of([a, b], [Trials.Loss], limits);

        Assert.True(front.IsEmpty);
        Assert.Equal(0, front.Hypervolume());
        Assert.Equal([1, 0], front.Infeasible.Select(broken => broken.Trial.Number));
        Assert.Equal([0.05, 0.20], front.Infeasible.Select(broken => Math.Round(broken.Violation, 12)));
        Assert.Equal("latency_ms <= 10 (latency_ms = 12)", Assert.Single(front.Infeasible[1].Broken));
    }

    [Fact]
    public void Of_MaximisedObjective_PointsInItsOwnDirection()
    {
        Objective[] objectives = [new("accuracy", "fraction", Direction.Maximize), Trials.Cost];
        var front = ParetoFront.Of(
            [
                Trials.Of(0, TrialState.Completed, ("accuracy", 0.9), ("cost", 10)),
                Trials.Of(1, TrialState.Completed, ("accuracy", 0.8), ("cost", 5)),
                Trials.Of(2, TrialState.Completed, ("accuracy", 0.7), ("cost", 6)),
            ],
            objectives);

        Assert.Equal([0, 1], front.Trials.Select(trial => trial.Number));
        Assert.Equal([0.9, 5], front.IdealPoint);
        Assert.Equal([0.8, 10], front.NadirPoint);
        Assert.Equal([0.68, 10.5], front.ReferencePoint.Select(value => Math.Round(value, 12)));
        Assert.Equal(0.22 * 0.5 + 0.12 * 5, front.Hypervolume([0.68, 10.5]), 12);
    }

    [Fact]
    public void Of_EqualPoints_BothStay()
    {
        var front = ParetoFront.Of(
            [Trials.Of(3, TrialState.Completed, ("loss", 1), ("cost", 1)), Trials.Of(1, TrialState.Completed, ("loss", 1), ("cost", 1))], LossAndCost);

        Assert.Equal([1, 3], front.Trials.Select(trial => trial.Number));
    }

    [Fact]
    public void Of_UnfinishedAndMissing_PassedOverOrNamed()
    {
        var front = ParetoFront.Of(
            [Trials.Of(0, TrialState.Running), Trials.Of(1, TrialState.Completed, ("loss", 1)), Trials.Of(2, TrialState.TimedOut)], LossAndCost);

        Assert.True(front.IsEmpty);
        Assert.Empty(front.ReferencePoint);
        Assert.Equal(["no cost was measured", "timed out"], front.LeftOut.Select(left => left.Reason));
    }

    [Fact]
    public void Of_FiftyThousandTwoObjectiveTrials_FrontOfThem() // C15
    {
        var random = RandomStream.For(1, 0, "test");
        var trials = Enumerable.Range(0, 50_000)
            .Select(number => Trials.Of(number, TrialState.Completed, ("loss", random.NextDouble()), ("cost", random.NextDouble())))
            .ToList();

        var front = ParetoFront.Of(trials, LossAndCost);

        var best = double.PositiveInfinity;
        var expected = new List<long>();
        foreach (var trial in trials.OrderBy(trial => trial.Value("loss")))
        {
            if (trial.Value("cost") < best)
            {
                best = trial.Value("cost")!.Value;
                expected.Add(trial.Number);
            }
        }

        Assert.Equal(expected, front.Trials.Select(trial => trial.Number));
    }
}
