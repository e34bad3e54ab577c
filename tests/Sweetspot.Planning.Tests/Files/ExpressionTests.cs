using CsCheck;
using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class ExpressionTests
{
    private static readonly GeneSpec[] s_genes =
    [
        new() { Name = "family", Type = "choice", Values = ["mlp", "cnn"] },
        new() { Name = "depth", Type = "int", Low = 1, High = 4 },
        new() { Name = "width", Type = "int", Low = 8, High = 128 },
    ];

    private static readonly NameTable s_names = NameTable.OfConstraints(s_genes, Metrics.All);

    private static ValueLookup Values(params (string Name, double Value)[] values) =>
        name => values.Where(pair => pair.Name == name).Select(pair => (GeneValue?)GeneValue.Of(pair.Value)).FirstOrDefault();

    private static double Violation(string text, params (string, double)[] values) => Expressions.Constraints(text, s_names).Single().Violation(Values(values));

    private static string Problem(string text) => StudyChecks.Problem(() => Expressions.Constraints(text, s_names)) ?? "no problem";

    [Theory]
    [InlineData("latency_ms <= 10", "latency_ms", 12, 0.2)]
    [InlineData("10 >= latency_ms", "latency_ms", 12, 0.2)]
    [InlineData("latency_ms <= 10", "latency_ms", 9, 0)]
    [InlineData("memory <= 2GiB", "memory", 2.1 * 1024 * 1024 * 1024, 0.05)]
    [InlineData("parameters <= 2M", "parameters", 3e6, 0.5)]
    [InlineData("accuracy >= 0.8", "accuracy", 0.6, 0.25)]
    [InlineData("depth == 3", "depth", 4, 1.0 / 3)]
    [InlineData("depth != 3", "depth", 3, 1)]
    [InlineData("width % 8 == 0", "width", 12, 4)]
    [InlineData("log(width) <= 0", "width", 1, 0)]
    [InlineData("width < 64", "width", 64, 1e-9)]
    [InlineData("-width <= -64", "width", 32, 0.5)]
    [InlineData("min(width, 64) <= 32", "width", 128, 1)]
    [InlineData("depth <= 2 or width <= 64", "width", 96, 0.5)]
    public void Violation_OfLimit_RelativeToItsBound(string text, string name, double value, double expected) =>
        Assert.Equal(expected, Violation(text, (name, value)), 1e-12);

    [Fact]
    public void Violation_LatencyAgainstMemory_RanksByShareOfTheBound()
    {
        // C03: 12 of 10 ms is further out than 2.1 of 2 GiB, although the bytes are the larger number.
        var a = Violation("latency_ms <= 10", ("latency_ms", 12));
        var b = Violation("memory <= 2GiB", ("memory", 2.1 * 1024 * 1024 * 1024));

        Assert.True(b < a);
    }

    [Fact]
    public void Violation_OfProductWindow_KeepsExactly63Of484Points()
    {
        // C05: 100 ≤ layers × width ≤ 130.
        var window = Expressions.Constraints("100 <= depth * width and depth * width <= 130", s_names).ToList();
        var points = from depth in Enumerable.Range(1, 4) from width in Enumerable.Range(8, 121) select Values(("depth", depth), ("width", width));

        Assert.Equal(2, window.Count);
        Assert.Equal(63, points.Count(point => window.TrueForAll(limit => limit.Violation(point) == 0)));
    }

    [Fact]
    public void Violation_OfInactiveName_DoesNotApply() => Assert.Equal(0, Violation("width <= 64"));

    [Fact]
    public void Violation_OfUndefinedArithmetic_CountsAsBrokenNotAsNaN() => Assert.Equal(double.MaxValue, Violation("sqrt(width - 10) <= 3", ("width", 8)));

    [Theory]
    [InlineData("depth * width <= 130", Knowledge.Genes)]
    [InlineData("parameters <= 1e6 or depth == 1", Knowledge.Computed)]
    [InlineData("parameters * latency_ms <= 1e6", Knowledge.Measured)]
    [InlineData("accuracy >= 0.5 or latency_ms <= 1", Knowledge.Trained)]
    public void Knowledge_OfLimit_DearestOfItsNames(string text, Knowledge expected) => Assert.Equal(expected, Expressions.Constraints(text, s_names).Single().Knowledge);

    [Fact]
    public void Constraints_JoinedByAnd_OneEachWithItsOwnTextAndLevel()
    {
        var limits = Expressions.Constraints("depth <= 3 and parameters <= 2e6", s_names).ToList();

        Assert.Equal(["depth <= 3", "parameters <= 2000000"], limits.Select(limit => limit.Text));
        Assert.Equal([Knowledge.Genes, Knowledge.Computed], limits.Select(limit => limit.Knowledge));
        Assert.Equal("parameters = 2,500,000", limits[1].Describe(Values(("parameters", 2.5e6))));
    }

    [Theory]
    [InlineData("paramters <= 2e6", "\"paramters\" is not a known name (column 1); did you mean \"parameters\"?")]
    [InlineData("8 <= width <= 64", "chains or nests comparisons; write two comparisons joined by \"and\".")]
    [InlineData("width = 64", "\"=\" (column 7) assigns; compare with \"==\".")]
    [InlineData("width & 7 == 0", "width & 7 == 0: this operator is not supported; use comparisons, and, or, + - * / %, min, max, abs, log, sqrt and pow.")]
    [InlineData("width ** 2 <= 64", "width ** 2 is not arithmetic; use + - * / %, min, max, abs, log, sqrt and pow.")]
    [InlineData("width + 3", "width + 3 compares nothing; write a comparison such as parameters <= 2e6.")]
    [InlineData("family <= 'cnn'", "family <= 'cnn': words compare with == and != only.")]
    [InlineData("family == 'cmn'", "'cmn' is not a value of family; use mlp or cnn.")]
    [InlineData("family * 2 <= 4", "\"family\" is a word; compare it with == or != and a quoted word, as in family == 'mlp'.")]
    [InlineData("width == 'big'", "width is a number and cannot be compared with the word 'big'.")]
    [InlineData("not (width <= 3)", "\"not\" is not supported; write the opposite comparison.")]
    [InlineData("exp(width) <= 3", "\"exp\" is not a function; use min, max, abs, log, sqrt or pow.")]
    [InlineData("max(width) <= 3", "max takes 2 values, not 1.")]
    [InlineData("accuracy >= 90%", "\"90%\" (column 13): percent stands only in within(metric, 1%); write 0.9.")]
    [InlineData("latency_ms <= 5ms", "\"5ms\" (column 15) has an unknown suffix; use k, M, G, KB, MB, GB, KiB, MiB or GiB.")]
    [InlineData("memory <= 2GiB )", "cannot be read from column 16 on: ).")]
    [InlineData("3 <= 4", "3 <= 4 reads no name; it always or never holds.")]
    [InlineData("within(accuracy, -1%)", "a tolerance below 0 would ask for better than the best found; write within(accuracy, 1%).")]
    [InlineData("within(accuracy, -0.5pp)", "a tolerance below 0 would ask for better than the best found; write within(accuracy, 0.5pp).")]
    [InlineData("within(accuracy, 1%) and width <= 3", "a goal is written within(metric, 1%) (relative to the best) or within(metric, 1pp) (points).")]
    public void Problem_OfBadExpression_SaysWhatWhereAndWhatToDo(string text, string expected) =>
        Assert.Equal(expected, Expressions.IsGoal(text) ? StudyChecks.Problem(() => Expressions.Goal(text, ["accuracy"])) : Problem(text));

    [Fact]
    public void Constraints_OfAnyText_ParsedOrRefused()
    {
        string[] pieces = ["depth", "width", "family", "<=", "==", "=", "and", "or", "not", "(", ")", "'cnn'", "\"", "3", "2e6", "1e999", "99999999999999999999999", "2GiB", "%", "*", "-", "+", "/", "^", "&", "min(", ",", "#", "[", "]", "{", "?", ":", "!", ".", "in", "within("];
        Gen.Int[0, pieces.Length - 1].Array[1, 8].Sample(indices => Problem(string.Join(' ', indices.Select(index => pieces[index]))).Length > 0, iter: 5000);
    }

    [Theory]
    [InlineData("within(accuracy, 1%)", 0.01, false)]
    [InlineData(" within( accuracy , 0.5pp ) ", 0.005, true)]
    public void Goal_PercentOrPoints_RelativeOrAbsolute(string text, double tolerance, bool isAbsolute) =>
        Assert.Equal(new RelativeGoal("accuracy", tolerance, isAbsolute), Expressions.Goal(text, ["accuracy"]));

    [Fact]
    public void Condition_OverWord_HoldsOnlyForItAndNotWhereInactive()
    {
        var condition = Expressions.Condition("family == \"cnn\"", NameTable.OfGenes(s_genes, []));

        Assert.True(condition.Holds(_ => GeneValue.Of("cnn")));
        Assert.False(condition.Holds(_ => GeneValue.Of("mlp")));
        Assert.False(condition.Holds(_ => null));
        Assert.Equal(["family"], condition.Names);
    }

    [Fact]
    public void Derived_OverGene_ComputesAndIsAbsentWhereInactive()
    {
        var derived = Expressions.Derived("units", "64 * depth", NameTable.OfGenes(s_genes, []));

        Assert.Equal(GeneValue.Of(192), derived.Compute(Values(("depth", 3))));
        Assert.Null(derived.Compute(_ => null));
    }
}
