namespace Sweetspot.Core.Tests;

public sealed class FeasibleSpaceTests
{
    [Fact]
    public void SizeWindow_Counted_63Of484() // C05
    {
        var space = Limits.SizeWindow();

        Assert.Equal(484, space.Space.Size);
        Assert.Equal(63, space.FeasibleSize);
        Assert.Equal([29, 16, 10, 8], space.Points!.CountBy(point => point.Number("layers")).Select(pair => pair.Value));
    }

    [Fact]
    public void Sample_SizeWindow_OnlyValidPointsAndAllOfThem() // C05
    {
        var space = Limits.SizeWindow();
        var random = RandomStream.For(1, 0, "test");

        var drawn = Enumerable.Range(0, 3000).Select(_ => space.Sample(random)).ToHashSet();

        Assert.All(drawn, point => Assert.InRange(point.Number("layers") * point.Number("width"), 100, 130));
        Assert.Equal(63, drawn.Count);
    }

    [Fact]
    public void Repair_EveryPointOfSizeWindow_ValidAndValidOnesUntouched()
    {
        var space = Limits.SizeWindow();
        var random = RandomStream.For(2, 0, "test");

        foreach (var point in space.Space.Enumerate())
        {
            var repaired = space.Repair(point, random);

            Assert.NotNull(repaired);
            Assert.True(space.IsFeasible(repaired));
            if (space.IsFeasible(point))
            {
                Assert.Same(point, repaired);
            }
        }
    }

    [Fact]
    public void Repair_ComputedLimit_StopsAtTheLimit()
    {
        var space = new FeasibleSpace(Limits.MixedSpace(), [Limits.AtMost("parameters", 20_000)], Limits.Parameters);
        var random = RandomStream.For(3, 0, "test");
        for (var draw = 0; draw < 200; draw++)
        {
            var repaired = space.Repair(space.Space.Sample(random), random);

            Assert.NotNull(repaired);
            Assert.True(space.Space.Contains(repaired));
            Assert.InRange(Limits.Parameters(repaired)["parameters"].Value, 0, 20_000);
        }
    }

    [Fact]
    public void Sample_NeedleInLargeRealSpace_RepairedInto()
    {
        // One in ten million points: only stepping toward smaller violation gets there.
        var space = new FeasibleSpace(
            new SearchSpace([new RealGene("x", 0, 1), new RealGene("y", 0, 1)]),
            [Limits.AtLeast("x", 0.9996), Limits.AtMost("y", 0.0003)]);

        var point = space.Sample(RandomStream.For(4, 0, "test"));

        Assert.True(space.IsFeasible(point));
    }

    [Fact]
    public void Sample_ImpossibleLimit_NamesItAndTheClosestValue()
    {
        var space = new FeasibleSpace(
            new SearchSpace([new IntegerGene("depth", 1, 4), new IntegerGene("width", 8, 128)]),
            [Limits.AtMost("parameters", 100)],
            candidate => new Dictionary<string, Measurement> { ["parameters"] = Metrics.Parameters.Computed(2_400 + candidate.Number("depth") * 10 + candidate.Number("width") - 8) });

        var exception = Assert.Throws<ImpossibleSpaceException>(() => space.Sample(RandomStream.For(5, 0, "test")));

        Assert.Equal(
            "no point of the space keeps \"parameters <= 100\"; the closest seen has parameters = 2,410 (depth=1 width=8). "
            + "Raise the limit or widen the space.",
            exception.Message);
        Assert.Equal(0, space.FeasibleSize);
    }

    [Fact]
    public void Sample_LimitsThatContradict_NamesBoth()
    {
        var space = new FeasibleSpace(
            new SearchSpace([new IntegerGene("width", 1, 100)]),
            [Limits.AtMost("width", 40, Knowledge.Genes), Limits.AtLeast("width", 50, Knowledge.Genes)]);

        var exception = Assert.Throws<ImpossibleSpaceException>(() => space.Sample(RandomStream.For(6, 0, "test")));

        Assert.Equal(
            "no point of the space keeps \"width <= 40\" and \"width >= 50\" together; the closest seen (width=40) breaks width >= 50 (width = 40). "
            + "Raise a limit or widen the space.",
            exception.Message);
    }

    [Fact]
    public void Compute_SameCandidateJudgedOften_CalledOnce()
    {
        var calls = 0;
        var space = new FeasibleSpace(Limits.MixedSpace(), [Limits.AtMost("parameters", 1000)], candidate =>
        {
            calls++;
            return Limits.Parameters(candidate);
        });
        var point = space.Space.Sample(RandomStream.For(7, 0, "test"));

        space.Violation(point);
        space.Broken(point);
        space.IsFeasible(point);

        Assert.Equal(1, calls);
    }

    [Fact]
    public void Broken_TwoLimits_TextsWithValuesSeen()
    {
        var space = new FeasibleSpace(
            Limits.MixedSpace(), [Limits.AtMost("parameters", 1000), Limits.AtMost("depth", 3), Limits.AtMost("latency_ms", 5, Knowledge.Measured)], Limits.Parameters);
        var point = space.Space.Create(new Dictionary<string, GeneValue>
        {
            ["family"] = GeneValue.Of("mlp"),
            ["depth"] = GeneValue.Of(4),
            ["width"] = GeneValue.Of(80),
            ["dropout"] = GeneValue.Of(0.1),
        });

        Assert.Equal(["parameters <= 1000 (parameters = 25,600)", "depth <= 3 (depth = 4)"], space.Broken(point));
        Assert.Equal(24.6 + 1.0 / 3, space.Violation(point), 12);
    }

    [Fact]
    public void Violation_OverflowedFormula_Broken()
    {
        var space = new FeasibleSpace(
            Limits.MixedSpace(),
            [Limits.AtMost("parameters", 1000)],
            _ => new Dictionary<string, Measurement> { ["parameters"] = Metrics.Parameters.Computed(double.NaN) });

        Assert.True(double.IsFinite(space.Violation(space.Space.Sample(RandomStream.For(8, 0, "test")))));
        Assert.False(space.IsFeasible(space.Space.Sample(RandomStream.For(8, 0, "test"))));
    }
}
