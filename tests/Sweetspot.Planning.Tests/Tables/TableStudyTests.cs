using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public sealed class TableStudyTests
{
    private const string Sizes = """
        width,depth,acc_1,acc_10,params,secs_1,secs_10,ok,kind
        8,1,0.5,0.7,100,1,10,1,small
        16,1,0.6,0.8,200,2,20,1,small
        16,2,0.6,0.9,400,4,40,0,large
        2,1,0.4,0.5,50,1,5,1,small
        """;

    private static readonly TableSpec Spec = new()
    {
        Genes = ["width", "depth"],
        Objectives = [new("acc_10", Direction.Maximize), new("params", Direction.Minimize)],
    };

    [Fact]
    public void Resolve_NumbersAndWords_LevelsInOrder()
    {
        var settings = Study(Sizes, Spec with { Genes = ["width", "kind"] }).AlgorithmSettings(1);

        Assert.Equal("width: 2, 8, 16\nkind: one of large, small", settings.Space.Space.Describe().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Resolve_MostCombinationsExist_OthersAreNotProposed()
    {
        var settings = Study(Sizes, Spec).AlgorithmSettings(1);

        Assert.Null(settings.Points);
        Assert.Equal(4, settings.Space.FeasibleSize);
    }

    [Fact]
    public void Resolve_UnderHalfOfTheCombinations_ProposalsMove() =>
        Assert.Equal(3, Study("a,b,acc\n1,1,1\n2,2,2\n3,3,3", Only("a", "b")).AlgorithmSettings(1).Points?.Count);

    [Fact]
    public void Resolve_HalfOfTheCombinations_ProposalsDoNotMove() =>
        Assert.Null(Study("a,b,acc\n1,1,1\n2,2,2", Only("a", "b")).AlgorithmSettings(1).Points);

    [Fact]
    public void AlgorithmSettings_KnownColumns_GivenForRowsThatExist()
    {
        var settings = Study(Sizes, Spec with { Known = ["params"] }).AlgorithmSettings(1);
        var known = settings.Space.Space.Enumerate().Select(candidate => settings.Compute!(candidate)).ToList();

        Assert.Equal([50, 100, 200, 400], known.Where(values => values.Count > 0).Select(values => values["params"].Value).Order());
        Assert.Null(Study(Sizes, Spec).AlgorithmSettings(1).Compute);
    }

    [Fact]
    public void Resolve_KnownColumnOfWordsOrMissing_AllProblems()
    {
        var exception = Assert.Throws<UserInputException>(() => Study(Sizes, Spec with { Known = ["kind", "parms"] }));

        Assert.Equal(2, exception.Problems.Length);
        Assert.All(exception.Problems, problem => Assert.StartsWith("--known: ", problem));
    }

    [Fact]
    public void Replay_CostAndFidelity_ValuesAndTimesOfTheLevel()
    {
        var study = Study(Sizes, Spec with { Fidelity = "acc_{1,10}", Cost = "secs_10" });
        var candidate = Point(study, 16, 2);

        var (whole, wholeTime) = study.Replay(new TrialRequest(candidate, study.FullFidelity, 1));
        var (part, partTime) = study.Replay(new TrialRequest(candidate, study.Fidelities[0], 1));

        Assert.Equal(new Fidelity(10), study.FullFidelity);
        Assert.Equal((0.9, 400, 40), (whole.Metrics["acc_10"].Value, whole.Metrics["params"].Value, wholeTime.TotalSeconds));
        Assert.Equal((0.6, 400, 4), (part.Metrics["acc_10"].Value, part.Metrics["params"].Value, partTime.TotalSeconds));
        Assert.Equal((TrialState.Completed, TrialState.Pruned), (whole.State, part.State));
        Assert.Equal("stopped after 1 of 10", part.Reason);
        Assert.EndsWith("; after 1 of 10", part.Metrics["acc_10"].Origin.Detail, StringComparison.Ordinal);
        Assert.Equal([new Fidelity(1), new Fidelity(10)], study.AlgorithmSettings(1).Fidelities);
    }

    [Fact]
    public void Replay_NoCostOfTheLevel_ShareOfTheWhole()
    {
        var study = Study(Sizes, Spec with { Fidelity = "acc_{1,10}", Cost = "params" });

        Assert.Equal(TimeSpan.FromSeconds(40), study.Replay(new TrialRequest(Point(study, 16, 2), new Fidelity(1), 1)).Duration);
        Assert.Equal(TimeSpan.FromSeconds(1), Study(Sizes, Spec).Replay(new TrialRequest(Point(study, 16, 2), new Fidelity(1), 1)).Duration);
    }

    [Fact]
    public void Replay_SeveralRowsOfAPoint_MeanWithError()
    {
        var study = Study("w,acc\n1,0.5\n1,0.7\n2,0.9", Only("w"));

        var measured = study.Replay(new TrialRequest(Point(study, 1), study.FullFidelity, 1)).Evaluation.Metrics["acc"];

        Assert.Equal(0.6, measured.Value, 12);
        Assert.Equal(0.1, measured.StandardError!.Value, 12);
        Assert.Contains("mean of 2 rows", measured.Origin.Detail, StringComparison.Ordinal);
        Assert.Contains(study.Notes, note => note.Contains("1 point has several rows (2 in all): means are taken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    public void Replay_ValueNotFinite_Diverged(string cell)
    {
        var study = Study($"w,acc\n1,{cell}\n2,0.9", Only("w"));

        Assert.Equal(TrialState.Diverged, study.Replay(new TrialRequest(Point(study, 1), study.FullFidelity, 1)).Evaluation.State);
    }

    [Fact]
    public void Replay_MostRunsDiverged_DivergedThoughOneIsGood()
    {
        var study = Study("w,acc\n1,nan\n1,nan\n1,0.97\n1,inf\n1,nan\n2,0.9", Only("w"));

        var evaluation = study.Replay(new TrialRequest(Point(study, 1), study.FullFidelity, 1)).Evaluation;

        var diverged = Assert.IsType<Evaluation.Diverged>(evaluation);
        Assert.Equal("4 of 5 diverged: acc is nan (t.csv line 2)", diverged.Reason);
        Assert.DoesNotContain("acc", evaluation.Metrics.Keys);
    }

    [Theory]
    [InlineData("1,0.8\n1,0.9\n1,nan", "mean of 2 rows of t.csv; 1 of 3 diverged")]
    [InlineData("1,nan\n1,0.85", "t.csv line 3; 1 of 2 diverged")]
    [InlineData("1,0.85\n1,nan", "t.csv line 2; 1 of 2 diverged")]
    public void Replay_FewerRunsDiverged_MeanOfTheOthersAndSaidSo(string rows, string origin)
    {
        var study = Study($"w,acc\n{rows}\n2,0.9", Only("w"));

        var measured = study.Replay(new TrialRequest(Point(study, 1), study.FullFidelity, 1)).Evaluation.Metrics["acc"];

        Assert.Equal(0.85, measured.Value, 12);
        Assert.Equal(origin, measured.Origin.Detail);
    }

    [Fact]
    public void Replay_RunsDivergedByAnotherValue_CountToo()
    {
        var study = Study("w,acc,loss\n1,0.1,nan\n1,0.9,0.3\n1,0.1,inf\n2,0.9,0.4", Only("w") with { Objectives = [new("acc", Direction.Maximize), new("loss", Direction.Minimize)] });

        Assert.Equal(TrialState.Diverged, study.Replay(new TrialRequest(Point(study, 1), study.FullFidelity, 1)).Evaluation.State);
    }

    [Fact]
    public void Replay_SeveralRows_CountedInTheValue()
    {
        var study = Study("w,acc\n1,0.5\n1,0.7\n2,0.9", Only("w"));

        Assert.Equal(2, study.Replay(new TrialRequest(Point(study, 1), study.FullFidelity, 1)).Evaluation.Metrics["acc"].Count);
        Assert.Equal(1, study.Replay(new TrialRequest(Point(study, 2), study.FullFidelity, 1)).Evaluation.Metrics["acc"].Count);
    }

    [Theory]
    [InlineData("ok == 1")]
    [InlineData("kind == 'large' or width > 8")]
    [InlineData("mark == 'inf'")]
    [InlineData("mark == '3'")]
    [InlineData("mark != 'good'")]
    public void Where_SameConditionInFindAndFit_SameRows(string where)
    {
        const string Marked = """
            width,depth,loss,ok,kind,mark
            8,1,0.5,1,small,good
            16,1,0.6,1,small,inf
            16,2,0.7,0,large,3
            2,1,0.4,1,small,
            4,1,0.4,nan,small,good
            """;
        var found = Study(Marked, new TableSpec { Genes = ["width", "depth"], Objectives = [new("loss", Direction.Minimize)], Where = [where] }).PointCount;

        Assert.Equal(found, MeasuredRows.Read(Data(Marked), [where], ("--loss", "loss")).Rows.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    public void Resolve_ValueMissing_PointIsNotThere(string cell)
    {
        var study = Study($"w,acc\n1,{cell}\n2,0.9\n,0.8", Only("w"));

        Assert.Equal(1, study.PointCount);
        Assert.Contains("1 row has no acc: left out, as if not measured.", study.Notes);
        Assert.Contains("1 row has no w: left out, as if not measured.", study.Notes);
    }

    [Theory]
    [InlineData("ok == 1", 3)]
    [InlineData("ok == 1 and width > 8", 1)]
    [InlineData("kind == 'large'", 1)]
    [InlineData("kind != 'large'", 3)]
    public void Resolve_Where_OnlyThoseRows(string where, int expected) => Assert.Equal(expected, Study(Sizes, Spec with { Where = [where] }).PointCount);

    [Fact]
    public void Resolve_GeneLimit_KeepsPointsOut()
    {
        var settings = Study("a,b,acc\n1,1,1\n2,2,2\n3,3,3", Only("a", "b") with { Constraints = ["a <= 2"] }).AlgorithmSettings(1);

        Assert.Equal(2, settings.Points?.Count);
        Assert.Throws<ImpossibleSpaceException>(() => Study("a,b,acc\n1,1,1\n2,2,2\n3,3,3", Only("a", "b") with { Constraints = ["a <= 0"] }));
    }

    [Fact]
    public void Resolve_WrongNames_AllProblemsAtOnce() => AssertProblems(
        Sizes, Spec with { Genes = ["widht", "depth", "depth"], Cost = "sec_10", Fidelity = "acc_{1,20}" },
        "--genes: depth stands twice; name each column once.",
        "--genes: t.csv has no column \"widht\"; did you mean \"width\"?",
        "--fidelity: none of acc_1, acc_20 is an objective; maximize or minimize the one of a whole training.",
        "--fidelity: t.csv has no column \"acc_20\"; did you mean \"acc_10\"?",
        "--cost: t.csv has no column \"sec_10\"; did you mean \"secs_10\"?");

    [Fact]
    public void Resolve_NothingAsked_SaysWhatIsMissing() => AssertProblems(
        Sizes, new TableSpec { Genes = [], Objectives = [] },
        "--genes is missing: name the columns to search, as in --genes width,depth.",
        "nothing to make better: name a column with --maximize or --minimize.");

    [Fact]
    public void Resolve_ObjectiveIsAWord_SaysWhere() => AssertProblems(
        "w,acc\n1,good\n2,0.9", Only("w"), "t.csv line 2: acc is \"good\", not a number; only numbers can be made better or measure time.");

    [Fact]
    public void Resolve_NoRowMeetsWhere_SaysSo() => AssertProblems(
        Sizes, Spec with { Where = ["ok == 7"] }, "--where ok == 7: none of the 4 rows of t.csv meets it; loosen it.");

    [Fact]
    public void Resolve_CostIsNoTime_SaysWhere() => AssertProblems(
        "w,acc,s\n1,1,-3\n2,0.9,nan", Only("w") with { Cost = "s" }, "t.csv line 2: s is -3, which is no time in seconds; use 0 to 1e9.", "t.csv line 3: s is nan, which is no time in seconds; use 0 to 1e9.");

    [Theory]
    [InlineData("acc")]
    [InlineData("acc_{1,1}")]
    [InlineData("acc_{0,10}")]
    [InlineData("acc_{a,10}")]
    [InlineData("acc_{1,10}_{1}")]
    public void Resolve_FidelityNoPattern_SaysHow(string pattern) => AssertProblems(
        Sizes, Spec with { Fidelity = pattern }, $"--fidelity: \"{pattern}\" is no pattern of columns; write distinct whole numbers above 0 in braces, as in 'val_acc_{{1,5,15,40}}'.");

    [Fact]
    public void Resolve_WhereUnreadable_SaysWhy() => AssertProblems(
        Sizes, Spec with { Where = ["okay == 1"] }, "--where \"okay == 1\": \"okay\" is not a known name (column 1); use width, depth, acc_1, acc_10, params, secs_1, secs_10, ok or kind.");

    private static TableSpec Only(params string[] genes) => new() { Genes = [.. genes], Objectives = [new("acc", Direction.Maximize)] };

    private static Candidate Point(TableStudy study, params double[] values) => new(
        study.AlgorithmSettings(1).Space.Space.Genes.Zip(values, (gene, value) => KeyValuePair.Create(gene.Name, GeneValue.Of(value))));

    private static void AssertProblems(string csv, TableSpec spec, params string[] expected) =>
        Assert.Equal(expected, Assert.Throws<UserInputException>(() => Study(csv, spec)).Problems);

    private static TableStudy Study(string csv, TableSpec spec) => TableStudy.Resolve(spec, Data(csv));

    private static TableData Data(string csv)
    {
        var lines = csv.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        ImmutableArray<TableColumn> columns = [.. lines[0].Select((name, index) => new TableColumn(name, [.. lines.Skip(1).Select(cells => cells[index])]))];
        return new TableData("t.csv", "hash", lines.Count - 1, columns, row => string.Create(CultureInfo.InvariantCulture, $"t.csv line {row + 2}"));
    }
}
