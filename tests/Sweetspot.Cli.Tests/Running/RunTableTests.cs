using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli.Tests;

public class RunTableTests
{
    [Fact]
    public void Of_Study_GenesPurposeAndEpochsCanBeNamed()
    {
        var table = RunTable.Of("digits", "identity", FakeStudy.Report().Trials);

        var cnns = MeasuredRows.Read(table, ["family == 'cnn' and width < 64 and epochs == 40 and purpose == 'search'"], ("--size", "parameters"), ("--error", "latency_ms"));
        var folds = MeasuredRows.Read(table, ["purpose == 'verification'"], ("--size", "parameters"));

        Assert.NotEmpty(cnns.Rows);
        Assert.NotEmpty(folds.Rows);
        Assert.True(cnns.Rows.Length < table.Rows - folds.Rows.Length);
    }

    [Fact]
    public void Usual_StudyWithCompressedTrials_PlainSearchTrialsOnly()
    {
        var table = Mixed();

        var usual = RunTable.Usual(table, []);
        var rows = MeasuredRows.Read(table, usual, ("--size", "parameters"));

        Assert.Equal(["purpose == 'search'", "precision == 'fp32'", "prune == 0", "distill == 'off'"], usual);
        Assert.Equal(["trial 1", "trial 2"], rows.Places);
    }

    [Fact]
    public void Usual_ColumnNamedByTheUser_IsTheUsers()
    {
        string[] where = ["precision == 'int8-static'"];

        var usual = RunTable.Usual(Mixed(), where);
        var rows = MeasuredRows.Read(Mixed(), [.. where, .. usual], ("--size", "parameters"));

        Assert.DoesNotContain(usual, condition => condition.StartsWith("precision", StringComparison.Ordinal));
        Assert.Equal(["trial 3"], rows.Places);
    }

    [Fact]
    public void Usual_NothingButPlainSearchTrials_NothingToSay()
    {
        var table = RunTable.Of("digits", "identity", [Trial(1), Trial(2)]);

        Assert.Empty(RunTable.Usual(table, []));
        Assert.Null(RunTable.Note([]));
    }

    [Fact]
    public void Of_NoCompletedTrial_IsRefused() =>
        Assert.Throws<UserInputException>(() => RunTable.Of("digits", "identity", [Trial(1) with { State = TrialState.Failed }]));

    private static TableData Mixed() => RunTable.Of("digits", "identity",
    [
        Trial(1), Trial(2, gene: ("precision", GeneValue.Of("fp32"))), Trial(3, gene: ("precision", GeneValue.Of("int8-static"))), Trial(4, gene: ("prune", GeneValue.Of(0.5))),
        Trial(5, gene: ("distill", GeneValue.Of("on"))), Trial(6, TrialPurpose.Baseline), Trial(7, TrialPurpose.Final),
    ]);

    private static Trial Trial(long number, TrialPurpose purpose = TrialPurpose.Search, (string Name, GeneValue Value)? gene = null) => new()
    {
        Number = number,
        Request = new TrialRequest(
            new Candidate([KeyValuePair.Create("width", GeneValue.Of(8 * number)), .. gene is { } one ? [KeyValuePair.Create(one.Name, one.Value)] : Array.Empty<KeyValuePair<string, GeneValue>>()]),
            new Fidelity(40), (ulong)number, purpose),
        State = TrialState.Completed,
        Metrics = System.Collections.Immutable.ImmutableDictionary<string, Measurement>.Empty.Add("parameters", Metrics.Parameters.Computed(100 * number)),
    };
}
