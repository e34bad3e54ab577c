using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class PairedComparisonsTests
{
    /// <summary>A finalist whose verifications answered the rows so, one array of right (1) and wrong (0) per seed or fold.</summary>
    private static FinalistEvidence Scored(Trial origin, bool inFolds, params float[][] scores)
    {
        var row = 0;
        var lists = scores
            .Select(seed => (IReadOnlyList<ExampleScore>)[.. seed.Select((score, i) => new ExampleScore(inFolds ? row++ : i, score))])
            .ToList();
        var trials = scores.Select((seed, i) => Trial(
            (100 * origin.Number) + i, 1, [("accuracy", seed.Average())], TrialPurpose.Verification, inFolds ? i : null));
        return new FinalistEvidence(origin, [.. trials], lists);
    }

    private static (double Difference, double Error) Compare(FinalistEvidence one, FinalistEvidence other, IReadOnlyList<int>? groups = null)
    {
        JudgedFinalist[] judged = [new(one, Accuracy), new(other, Accuracy)];
        return new PairedComparisons(judged, groups).Compare(judged[0], judged[1]);
    }

    [Fact]
    public void Compare_SharedRows_EqualsHandCalculation()
    {
        // Means over seeds by row: one (1, 1, 1, .5), other (1, 0, 1, .5); differences (0, 1, 0, 0), mean .25, variance .25, se_data² .25/4 = .0625.
        // Accuracies: one .75, 1.0; other .75, .5: squared deviations .03125 + .03125 over 2 degrees of freedom = .03125; 2 · .03125 / 2 = .03125.
        var one = Scored(Searched(1, 10, 0.9), false, [1, 1, 1, 0], [1, 1, 1, 1]);
        var other = Scored(Searched(2, 10, 0.9), false, [1, 0, 1, 1], [1, 0, 1, 0]);

        var (difference, error) = Compare(one, other);

        Assert.Equal(0.25, difference, 1e-9);
        Assert.Equal(Math.Sqrt(0.0625 + 0.03125), error, 1e-9);
    }

    [Fact]
    public void Compare_GroupedRows_SumsDeviationsByGroup()
    {
        // Differences (1, 1, 0, 0), mean .5, deviations (.5, .5, -.5, -.5). Groups {0, 1} and {2, 3}: sums 1 and -1.
        // se² = (1 + 1) · 2/(2 − 1) / 4² = .25; of independent rows it would be 4 · .25 / (4 · 3) = .0833.
        var one = Scored(Searched(1, 10, 0.9), false, [1, 1, 1, 0]);
        var other = Scored(Searched(2, 10, 0.9), false, [0, 0, 1, 0]);

        Assert.Equal(Math.Sqrt(1.0 / 12), Compare(one, other).Error, 1e-9);
        Assert.Equal(0.5, Compare(one, other, [7, 7, 8, 8]).Error, 1e-9);
    }

    [Fact]
    public void Compare_Folds_TakesTheLargerOfDataAndResidual()
    {
        // By fold: one .5, 1, .5; other .5, 0, .5 → differences 0, 1, 0; residuals are half their deviations: ∓1/6, ±1/3, ∓1/6, squares sum to 2 · 1/6 = 1/3,
        // over (2 − 1)(3 − 1): s² = 1/6; 2 s²/3 = 1/9. By row: (0, 0, 1, 1, 0, 0), mean 1/3, squares 4/3, se_data² = 4/3/(6 · 5) = 2/45.
        var one = Scored(Searched(1, 10, 0.9), true, [1, 0], [1, 1], [0, 1]);
        var other = Scored(Searched(2, 10, 0.9), true, [1, 0], [0, 0], [0, 1]);

        var (difference, error) = Compare(one, other);

        Assert.Equal(1.0 / 3, difference, 1e-9);
        Assert.Equal(Math.Sqrt(1.0 / 9), error, 1e-9);
    }

    [Fact]
    public void Compare_FoldsDifferInDifficultyOnly_HasNoSpread()
    {
        FinalistEvidence Folded(Trial origin, params double[] values) => new(
            origin,
            [.. values.Select((value, i) => Trial(100 + i, 1, [("accuracy", value)], TrialPurpose.Verification, fold: i))],
            []);

        var (difference, error) = Compare(Folded(Searched(1, 10, 0.9), 0.5, 0.7, 0.9), Folded(Searched(2, 10, 0.9), 0.4, 0.6, 0.8));

        Assert.Equal(0.1, difference, 1e-9);
        Assert.Equal(0, error, 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compare_BesideAHopelessFinalist_IsNotBlurred(bool inFolds)
    {
        FinalistEvidence Of(int number, params double[] values) => new(
            Searched(number, 10, 0.9), [.. values.Select((value, i) => Trial((100 * number) + i, 1, [("accuracy", value)], TrialPurpose.Verification, inFolds ? i : null))], []);
        FinalistEvidence[] good = [Of(1, 0.91, 0.92, 0.90, 0.91, 0.92), Of(2, 0.88, 0.88, 0.87, 0.89, 0.88), Of(3, 0.90, 0.91, 0.90, 0.90, 0.91)];
        JudgedFinalist[] few = [.. good.Select(one => new JudgedFinalist(one, Accuracy))];
        JudgedFinalist[] all = [.. few, new JudgedFinalist(Of(4, 0.2, 0.7, -0.5, 0.4, -0.9), Accuracy)];

        var (alone, beside) = (new PairedComparisons(few, null).Compare(few[0], few[1]), new PairedComparisons(all, null).Compare(all[0], all[1]));

        Assert.Equal(alone.StandardError, beside.StandardError, 1e-9);
        Assert.InRange(beside.StandardError, 0.002, 0.01);
        Assert.InRange(new PairedComparisons(all, null).Compare(all[0], all[3]).StandardError, 0.2, 0.4); // its own spread: .66 / √5
    }

    [Fact]
    public void Compare_FoldMissing_ComparesSharedFoldsOnly()
    {
        FinalistEvidence Folded(Trial origin, params (int Fold, double Value)[] values) => new(
            origin,
            [.. values.Select(value => Trial(100 + value.Fold, 1, [("accuracy", value.Value)], TrialPurpose.Verification, fold: value.Fold))],
            []);

        var (difference, _) = Compare(
            Folded(Searched(1, 10, 0.9), (0, 0.9), (1, 0.5), (2, 0.5)), Folded(Searched(2, 10, 0.9), (1, 0.4), (2, 0.4)));

        Assert.Equal(0.1, difference, 1e-9);
    }

    [Fact]
    public void Compare_RSquared_ScalesSquaredErrorsToTheMetric()
    {
        // Targets of variance 4: squared errors (.4, 1.2) make MSE .8 and R² .8; (.8, 2.4) make R² .6.
        FinalistEvidence Regressed(Trial origin, double r2, params float[] errors) => new(
            origin,
            [Trial(100, 1, [("r2", r2)], TrialPurpose.Verification)],
            [[.. errors.Select((error, i) => new ExampleScore(i, -error))]]);
        var origin = Trial(1, 1, [("r2", 0.9)]);
        var r2 = Objective.On(Metrics.R2);
        JudgedFinalist[] judged = [new(Regressed(origin, 0.8, 0.4f, 1.2f), r2), new(Regressed(origin, 0.6, 0.8f, 2.4f), r2)];

        var (difference, error) = new PairedComparisons(judged, null).Compare(judged[0], judged[1]);

        // Differences by row in units of R²: .1 and .3; standard error sqrt(.02 / 2) = .1.
        Assert.Equal(0.2, difference, 1e-6);
        Assert.Equal(0.1, error, 1e-6);
    }

    [Fact]
    public void Compare_RootMeanSquare_ErrorByTheDeltaMethod()
    {
        // RMSE 2 of errors that are .5 as scored (in units of the variance).
        FinalistEvidence Rated(Trial origin, double rmse, params float[] errors) => new(
            origin,
            [Trial(100, 1, [("rmse", rmse), ("r2", 0.5)], TrialPurpose.Verification)],
            [[.. errors.Select((error, i) => new ExampleScore(i, -error))]]);
        var origin = Trial(1, 1, [("rmse", 2)]);
        var rmse = Objective.On(Metrics.Rmse);
        JudgedFinalist[] judged = [new(Rated(origin, 2, 0.4f, 0.6f), rmse), new(Rated(origin, 2, 0.5f, 0.5f), rmse)];

        var (difference, error) = new PairedComparisons(judged, null).Compare(judged[0], judged[1]);

        // Rows: scores times 2 / (2·.5) = 2, so differences of .2 and −.2; standard error sqrt(.08 / 2) = .2.
        Assert.Equal(0, difference, 1e-6);
        Assert.Equal(0.2, error, 1e-6);
    }

    [Fact]
    public void Basis_GroupsAndSeeds_SaysSo()
    {
        var one = Scored(Searched(1, 10, 0.9), false, [1, 1], [1, 0]);

        Assert.Equal("paired differences by example, grouped rows together, and the spread over 2 seeds", new PairedComparisons([new(one, Accuracy)], [0, 1]).Basis);
    }

    [Theory]
    [InlineData("macro_f1", 1)]
    [InlineData("auc", 1)]
    [InlineData("recall_at_10", 1)]
    [InlineData("loss", -1)]
    [InlineData("nats_per_character", -1)]
    public void Compare_PartsOfAnyMetric_TheRowsCount(string metric, int sign)
    {
        // Parts whose mean is the metric: differences (.2, .2, -.2, -.2), mean 0, se² = .16 / (4 · 3).
        var quality = Objective.On(Metrics.Find(metric)!);
        JudgedFinalist[] judged = [Parted(1, [0.9f, 0.9f, 0.5f, 0.5f]), Parted(2, [0.7f, 0.7f, 0.7f, 0.7f])];

        var comparisons = new PairedComparisons(judged, null);

        Assert.Equal(Math.Sqrt(0.16 / 12), comparisons.Compare(judged[0], judged[1]).StandardError, 1e-6);
        Assert.Equal(Math.Sqrt(0.16 / 12), comparisons.OwnError(judged[0])!.Value, 1e-6);
        Assert.StartsWith("paired differences by example", comparisons.Basis, StringComparison.Ordinal);

        JudgedFinalist Parted(long number, float[] values) => new(
            new FinalistEvidence(
                Trial(number, 1, [(metric, 0.7)]), [Trial(100 + number, 1, [(metric, 0.7)], TrialPurpose.Verification)], [[.. values.Select((value, i) => new ExampleScore(i, sign * value))]]),
            quality);
    }

    [Fact]
    public void Compare_ScoresOfAnotherMetric_AreNoParts()
    {
        var quality = Objective.On(Metrics.MacroF1);
        JudgedFinalist[] judged = [Hits(1), Hits(2)];

        Assert.Contains("there are no scores by example", new PairedComparisons(judged, null).Basis, StringComparison.Ordinal);

        JudgedFinalist Hits(long number) => new(
            new FinalistEvidence(
                Trial(number, 1, [("macro_f1", 0.4)]),
                [.. Enumerable.Range(0, 2).Select(i => Trial(100 + (10 * number) + i, 1, [("macro_f1", 0.4 + (0.1 * i))], TrialPurpose.Verification))],
                [[new(0, 1), new(1, 1)], [new(0, 1), new(1, 0)]]),
            quality);
    }

    [Fact]
    public void Compare_WorstClassOfSeeds_ItsRowsCount()
    {
        // .9 of ten rows in each of two seeds, so no spread at all: the error is that of the ten rows.
        var quality = Objective.On(Metrics.WorstClassRecall);
        JudgedFinalist[] judged = [Recalled(1), Recalled(2)];
        var comparisons = new PairedComparisons(judged, null);

        Assert.Equal(0.1, comparisons.OwnError(judged[0])!.Value, 1e-9);
        Assert.Equal(0.1 * Math.Sqrt(2), comparisons.Compare(judged[0], judged[1]).StandardError, 1e-9);
        Assert.Equal("the rows of the worst class (binomial), and the spread over 2 seeds", comparisons.Basis);

        JudgedFinalist Recalled(long number) => new(
            new FinalistEvidence(Worst(number, TrialPurpose.Search), [Worst((10 * number) + 1, TrialPurpose.Verification), Worst((10 * number) + 2, TrialPurpose.Verification)], []), quality);

        static Trial Worst(long number, TrialPurpose purpose)
        {
            var trial = Trial(number, 1, [("worst_class_recall", 0.9)], purpose);
            return trial with { Metrics = trial.Metrics.SetItem("worst_class_recall", trial.Metrics["worst_class_recall"] with { StandardError = 0.1 }) };
        }
    }
}
