using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class SplitsTests
{
    [Fact]
    public void Folds_OfClasses_CoverEachRowOnceAndKeepShares()
    {
        var dataset = Classes([.. Enumerable.Range(0, 100).Select(i => i < 80 ? 0 : 1)]);

        var folds = Enumerable.Range(0, 5).Select(fold => Splits.Fold(dataset, fold, 5, 7)).ToList();

        Assert.Equal(Enumerable.Range(0, 100), folds.SelectMany(fold => fold.Validation).Order());
        Assert.All(folds, fold => Assert.Empty(fold.Train.Intersect(fold.Validation)));
        Assert.All(folds, fold => Assert.Equal(4, fold.Validation.Count(row => dataset.Classes[row] == 1)));
    }

    [Fact]
    public void Folds_ClassOfOne_StaysInTraining()
    {
        var dataset = Classes([.. Enumerable.Range(0, 20).Select(i => i == 11 ? 1 : 0)]);

        var folds = Enumerable.Range(0, 5).Select(fold => Splits.Fold(dataset, fold, 5, 7)).ToList();

        Assert.All(folds, fold => Assert.Contains(11, fold.Train));
        Assert.Equal(19, folds.Sum(fold => fold.Validation.Length));
        Assert.Contains(11, Splits.Validation(dataset, 0.5, 3).Train);
    }

    [Fact]
    public void Folds_MoreThanMembersOfAClass_HoldEachMemberOnce()
    {
        var dataset = Classes([.. Enumerable.Range(0, 20).Select(i => i < 2 ? 1 : 0)]);

        var folds = Enumerable.Range(0, 5).Select(fold => Splits.Fold(dataset, fold, 5, 7)).ToList();

        Assert.Equal(2, folds.Sum(fold => fold.Validation.Count(row => dataset.Classes[row] == 1)));
        Assert.All(folds, fold => Assert.Contains(fold.Train, row => dataset.Classes[row] == 1));
    }

    [Fact]
    public void Folds_OfGroups_NeverPartAGroup()
    {
        var classes = Enumerable.Range(0, 300).Select(i => i / 10 % 3).ToImmutableArray();
        var dataset = new GivenDataset(classes, [], [.. Enumerable.Range(0, 300).Select(i => i / 10)]);

        var folds = Enumerable.Range(0, 5).Select(fold => Splits.Fold(dataset, fold, 5, 7)).ToList();

        Assert.Equal(Enumerable.Range(0, 300), folds.SelectMany(fold => fold.Validation).Order());
        Assert.All(folds, fold => Assert.Empty(Groups(fold.Train).Intersect(Groups(fold.Validation))));
        Assert.All(folds, fold => Assert.Equal(20, fold.Validation.Count(row => classes[row] == 2)));

        IEnumerable<int> Groups(IEnumerable<int> rows) => rows.Select(row => dataset.Groups[row]).Distinct();
    }

    [Fact]
    public void Folds_ClassInOneGroup_StaysInTraining()
    {
        var dataset = new GivenDataset([.. Enumerable.Range(0, 40).Select(i => i < 4 ? 1 : 0)], [], [.. Enumerable.Range(0, 40).Select(i => i / 4)]);

        var folds = Enumerable.Range(0, 3).Select(fold => Splits.Fold(dataset, fold, 3, 7));

        Assert.All(folds, fold => Assert.Equal(4, fold.Train.Count(row => dataset.Classes[row] == 1)));
    }

    [Fact]
    public void Folds_FewerGroupsThanFolds_AreNeverEmpty()
    {
        var dataset = new GivenDataset([.. Enumerable.Range(0, 40).Select(i => i % 2)], [], [.. Enumerable.Range(0, 40).Select(i => i % 6 / 2)]);

        var folds = Enumerable.Range(0, 5).Select(fold => Splits.Fold(dataset, fold, 5, 7));

        Assert.All(folds, fold => Assert.NotEmpty(fold.Validation));
        Assert.All(folds, fold => Assert.NotEmpty(fold.Train));
    }

    [Fact]
    public void Split_WhereNothingCanBeHeldOut_IsRefused()
    {
        var dataset = new GivenDataset([.. Enumerable.Range(0, 40).Select(i => i % 2)], [], [.. Enumerable.Range(0, 40).Select(i => i % 2)]);

        Assert.Throws<Sweetspot.Core.UserInputException>(() => Splits.Fold(dataset, 0, 5, 7));
        Assert.Throws<Sweetspot.Core.UserInputException>(() => Splits.Validation(dataset, 0.2, 7));
    }

    [Fact]
    public void Validation_OfNumbers_IsStratifiedByQuantile()
    {
        var dataset = new GivenDataset([], [.. Enumerable.Range(0, 1000).Select(i => (double)i)], []);

        var split = Splits.Validation(dataset, 0.2, 5);

        Assert.Equal(200, split.Validation.Length);
        Assert.All(split.Validation.GroupBy(row => row / 100), tenth => Assert.InRange(tenth.Count(), 19, 21));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public void Validation_OfAnyFraction_HoldsOutThatShare(double fraction)
    {
        var dataset = Classes([.. Enumerable.Range(0, 1000).Select(i => i * i % 7)]);

        var split = Splits.Validation(dataset, fraction, 5);

        Assert.InRange(split.Validation.Length, (1000 * fraction) - 4, (1000 * fraction) + 4);
    }

    [Fact]
    public void Validation_SameSeed_IsTheSame()
    {
        var dataset = Classes([.. Enumerable.Range(0, 100).Select(i => i % 3)]);

        Assert.Equal(Splits.Validation(dataset, 0.2, 1).Validation, Splits.Validation(dataset, 0.2, 1).Validation);
        Assert.NotEqual(Splits.Validation(dataset, 0.2, 1).Validation, Splits.Validation(dataset, 0.2, 2).Validation);
    }

    [Fact]
    public void Everything_HoldsOutNothing()
    {
        var split = Splits.Everything(Classes([0, 1, 0, 1]));

        Assert.Equal([0, 1, 2, 3], split.Train);
        Assert.Empty(split.Validation);
    }

    private static GivenDataset Classes(ImmutableArray<int> classes) => new(classes, [], []);

    private sealed class GivenDataset(ImmutableArray<int> classes, ImmutableArray<double> targets, ImmutableArray<int> groups) : Dataset
    {
        public override DataProfile Profile { get; } = new()
        {
            Name = "given",
            Kind = targets.IsEmpty ? TaskKind.Classification : TaskKind.Regression,
            Rows = Math.Max(classes.Length, targets.Length),
            TestRows = 0,
            Input = InputShape.Numbers(1),
            Classes = [.. classes.Distinct().Order().Select(index => $"{index}")],
            ContentHash = "",
        };

        public override ImmutableArray<int> Classes => classes;

        public override ImmutableArray<double> Targets => targets;

        public override ImmutableArray<int> Groups => groups;

        public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input) => throw new NotSupportedException();
    }
}
