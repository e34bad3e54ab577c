using Sweetspot.Core;

namespace Sweetspot.Cli.Tests;

/// <summary>A study that has not ended shows no answer as if it were one.</summary>
public sealed class StandingTests
{
    [Theory]
    [InlineData(StudyState.Cancelled, "interrupted: 3 of 6 retrainings done, more may follow; provisional")]
    [InlineData(StudyState.Running, "running: 3 of 6 retrainings done, more may follow; provisional")]
    [InlineData(StudyState.Done, null)]
    [InlineData(StudyState.Exhausted, null)]
    public void Of_HalfVerified_CountsRetrainings(StudyState state, string? expected) => Assert.Equal(expected, Standing.Of(state, Half().Trials));

    [Fact]
    public void Text_Interrupted_LeadsWithItAndDoesNotSayUse()
    {
        var text = ResultText.Write(Of(StudyState.Cancelled));

        Assert.StartsWith("Interrupted: 3 of 6 retrainings done, more may follow; provisional, not an answer yet.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Use ", text, StringComparison.Ordinal);
        Assert.StartsWith("Use ", ResultText.Write(Of(StudyState.Done)), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_Interrupted_HasItAsAField()
    {
        Assert.Contains("\"provisional\": \"interrupted: 3 of 6", StudyDocument.Write(Of(StudyState.Cancelled)), StringComparison.Ordinal);
        Assert.Contains("\"provisional\": null", StudyDocument.Write(Of(StudyState.Done)), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_Interrupted_LeadsWithIt()
    {
        using var output = new StringWriter();
        HtmlReport.Write(FakeStudy.Report() with { Provisional = Standing.Of(StudyState.Cancelled, Half().Trials) }, output);

        Assert.Contains("<p class=\"choice\">Interrupted: 3 of 6 retrainings done", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("<p class=\"choice\">So far: ", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StudyState.Done)]
    [InlineData(StudyState.Cancelled)]
    public void Text_NothingBeatsAConstant_LeadsWithThat(StudyState state)
    {
        var study = Of(state);
        study = study with { Choice = new ChoosingOutcome(study.Choice.Recommendation! with { NothingBeats = "Nothing beats always answering the mean: 0 R², against -0.39" }, null) };

        Assert.Contains("Nothing beats always answering the mean", ResultText.Write(study), StringComparison.Ordinal);
        Assert.DoesNotContain("Use ", ResultText.Write(study), StringComparison.Ordinal);
        Assert.Contains("\"nothing_beats\": \"Nothing beats", StudyDocument.Write(study), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.7, true)]
    public void Text_RawScale_IsShownWhereItIsAnother(double raw, bool isShown)
    {
        var study = Of(StudyState.Done);
        var recommendation = study.Choice.Recommendation!;
        var finalists = recommendation.Finalists.Select(finalist => finalist with { Metrics = finalist.Metrics.Add("r2", Metrics.R2.Measured(0.500001, "test", 0.07)).Add("r2_raw", Metrics.R2Raw.Measured(raw, "test", 0.004)) });
        var chosen = finalists.First(finalist => finalist.IsChosen);
        study = study with { Choice = new ChoosingOutcome(recommendation with { Chosen = chosen, Finalists = [.. finalists] }, null) };

        Assert.Equal(isShown, ResultText.Write(study).Contains("raw scale", StringComparison.Ordinal));
    }

    [Fact]
    public void Line_FinalTrainingWithoutTestData_ShowsNoMissingValue()
    {
        var trial = FakeStudy.Report().Trials[0];
        trial = trial with { Request = trial.Request with { Purpose = TrialPurpose.Final }, Metrics = trial.Metrics.Remove("accuracy") };
        var text = new TrialText(FakeStudy.Describe, FakeStudy.Report().Objectives);

        Assert.DoesNotContain("accuracy", text.Line(trial), StringComparison.Ordinal);
        Assert.EndsWith(": trained on all the data", text.Line(trial with { Metrics = trial.Metrics.Clear() }), StringComparison.Ordinal);
    }

    /// <summary>Six retrainings asked for, of which three were done.</summary>
    private static StudyReport Half()
    {
        var report = FakeStudy.Report();
        var retrainings = report.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Verification).Take(6)
            .Select((trial, i) => i < 3 ? trial : trial with { State = TrialState.Waiting });
        return report with { Trials = [.. report.Trials.Where(trial => trial.Request.Purpose != TrialPurpose.Verification), .. retrainings] };
    }

    private static MadeUp Of(StudyState state)
    {
        var report = Half();
        return new MadeUp
        {
            Name = report.Name,
            Identity = "made-up",
            Algorithm = "nsga2",
            Seed = 1,
            State = state,
            Elapsed = TimeSpan.FromSeconds(10),
            Objectives = [.. report.Objectives],
            Trials = report.Trials,
            Front = ParetoFront.Of([.. report.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search)], report.Objectives),
            Choice = report.Outcome,
        };
    }

    private sealed record MadeUp : StudyOverview
    {
        public override System.Collections.Immutable.ImmutableArray<Constraint> Constraints => [];

        public override IEnumerable<string> Notes => [];

        public override string Describe(Candidate candidate) => FakeStudy.Describe(candidate);
    }
}
