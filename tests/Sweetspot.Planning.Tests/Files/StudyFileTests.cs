using CsCheck;
using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class StudyFileTests
{
    private const string Full = """
        study: letters
        task: { kind: classification, data: train.csv, target: label, test: held/test.csv, validation: 0.15, group: writer }
        space:
          family: { choice: [mlp, linear] }
          d64: { int: [1, 8], scale: log, when: "family == 'mlp'" }
          width: { derived: "64 * d64" }
          depth: { list: [1, 2, 4] }
          kernel: { real: [1, 7], scale: log, when: "depth > 1" }
          dense: { int: [0, 64], multiple: 8, when: "depth < 4" }
        objectives: [ { maximize: accuracy }, { minimize: latency_ms } ]
        constraints: [ "parameters <= 2e6", "within(accuracy, 1%)" ]
        fidelity: { epochs: { max: 27 } }
        search: { algorithm: nsga2, seed: 7, replicates: 5 }
        budget: { trials: 80, time: 1h30m, workers: 2 }
        choose: { rule: utility, prices: { accuracy: 100, latency_ms: 0.5 } }
        """;

    private static StudySpec Parse(string text) => StudyFile.Parse(text, "study.yaml", "");

    private static string[] Problems(string text) => [.. Assert.Throws<UserInputException>(() => Parse(text)).Problems];

    [Fact]
    public void Load_EveryKey_EveryValue()
    {
        var spec = StudyFile.Parse(Full, "s.yaml", "data");

        Assert.Equal("letters", spec.Name);
        Assert.Equal(Path.Combine("data", "train.csv"), spec.Task.Data);
        Assert.Equal(Path.Combine("data", "held/test.csv"), spec.Task.Test);
        Assert.Equal((TaskKind.Classification, "label", 0.15, "writer"), (spec.Task.Kind, spec.Task.Target, spec.Task.Validation, spec.Task.Group));
        Assert.Equal(["choice", "int", "derived", "list", "real", "int"], spec.Space.Select(gene => gene.Type));
        Assert.Equal((1, 8, "log", "family == 'mlp'"), (spec.Space[1].Low, spec.Space[1].High, spec.Space[1].Scale, spec.Space[1].When));
        Assert.Equal("64 * d64", spec.Space[2].Expression);
        Assert.Equal(8, spec.Space[5].Multiple);
        Assert.Equal([new("accuracy", Direction.Maximize), new ObjectiveSpec("latency_ms", Direction.Minimize)], spec.Objectives);
        Assert.Equal(["parameters <= 2e6", "within(accuracy, 1%)"], spec.Constraints);
        Assert.Equal((27, "nsga2", 7UL, 5), (spec.Epochs, spec.Algorithm, spec.Seed, spec.Replicates));
        Assert.Equal(new BudgetSpec { Trials = 80, Time = TimeSpan.FromMinutes(90), Workers = 2 }, spec.Budget);
        Assert.Equal(("utility", 0.5), (spec.Choose.Rule, spec.Choose.Prices["latency_ms"]));
    }

    [Fact]
    public void Load_PresetAlone_RestAbsent()
    {
        var spec = Parse("task: { preset: digits }");

        Assert.Equal("""{"task":{"preset":"digits","columns":[],"ignored":[],"text":[],"validation":0.2},"space":[],"precisions":[],"objectives":[],"constraints":[],"algorithm":"auto","without":[],"seed":1,"replicates":3,"budget":{},"choose":{"rule":"one-standard-error","prices":{}}}""", StudySpecJson.Write(spec));
    }

    [Theory]
    [InlineData("text: review", "review")]
    [InlineData("text: [title, review]", "title,review")]
    public void Load_TextOfTask_OneColumnOrSeveral(string text, string columns)
    {
        var spec = Parse($"task: {{ data: a.csv, {text} }}");

        Assert.Equal(columns.Split(','), spec.Task.Text);
        Assert.Equal(StudySpecJson.Write(spec), StudySpecJson.Write(Parse(StudyFile.ToYaml(spec))));
    }

    [Fact]
    public void RoundTrips_ThroughYamlAndJson_Identity()
    {
        var spec = Parse(Full);
        var json = StudySpecJson.Write(spec);

        Assert.Equal(json, StudySpecJson.Write(Parse(StudyFile.ToYaml(spec))));
        Assert.Equal(json, StudySpecJson.Write(StudySpecJson.Read(json)));
    }

    [Fact]
    public void ToYaml_OfText_QuotesWhatYamlWouldRead()
    {
        var spec = new StudySpec { Name = "a: \"b\" #", Task = new TaskSpec { Data = "käse, [1].csv" } };

        Assert.Equal("study: \"a: \\\"b\\\" #\"\ntask: { data: \"käse, [1].csv\" }\n", StudyFile.ToYaml(spec));
    }

    [Fact]
    public void Load_ManyProblems_AllTogetherInOrderWithLineAndColumn() => Assert.Equal(
        [
            "study.yaml:2:26  task.targe: unknown key; did you mean \"target\"?",
            "study.yaml:4:17  space.width.int: [256, 8] is an impossible range: the low end is above the high one; write [8, 256].",
            "study.yaml:5:21  space.depth.int[1]: \"many\" is not a number.",
            "study.yaml:6:47  objectives[0].direction: \"lower\" is not a direction; use \"minimize\" or \"maximize\".",
            "study.yaml:6:56  objectives[1]: \"acuracy\" is not a metric; did you mean \"accuracy\"?",
            "study.yaml:7:15  constraints[0]: \"paramters <= 2e6\": \"paramters\" is not a known name (column 1); did you mean \"parameters\"?",
            "study.yaml:8:17  budget.time: \"soon\" is not a length of time; write it as 90s, 30m or 1h30m.",
        ],
        Problems("""
        study: x
        task: { data: train.csv, targe: label }
        space:
          width: { int: [256, 8] }
          depth: { int: [1, many] }
        objectives: [{ metric: latency_ms, direction: lower }, { maximize: acuracy }]
        constraints: ["paramters <= 2e6"]
        budget: { time: soon }
        """));

    [Theory]
    [InlineData("", "study.yaml: the file is empty; a study needs at least a task, as in \"task: { preset: digits }\".")]
    [InlineData("# nothing", "study.yaml: the file is empty; a study needs at least a task, as in \"task: { preset: digits }\".")]
    [InlineData("- a", "study.yaml:1:1  a study is a mapping of keys, as in \"task: { preset: digits }\".")]
    [InlineData("study: x", "study.yaml:1:1  task: missing; say what to learn from, as in \"task: { data: train.csv, target: label }\" or \"task: { preset: digits }\".")]
    [InlineData("task: { preset: digit }", "study.yaml:1:17  task.preset: \"digit\" is not a built-in data set; did you mean \"digits\"?")]
    [InlineData("task: { preset: digits, data: a.csv }", "study.yaml:1:17  task.preset: a task has a preset or data, not both; leave out preset: digits or data.")]
    [InlineData("task: { evaluate: { command: [python] } }", "study.yaml:1:9  task.evaluate: external commands are not supported yet; give data to train on, as in \"data: train.csv\".")]
    [InlineData("task: { preset: digits, validation: 15 }", "study.yaml:1:37  task.validation: 15 is not a share; give the held-out part of the training data as a fraction, such as 0.2.")]
    [InlineData("task: { preset: digits }\nfidelity: { epochs: { min: 1 } }\nsearch: { algorithm: grid }", "study.yaml:2:21  fidelity.epochs: only auto and halving train at levels, not grid; give the most epochs alone, as in \"epochs: 27\".")]
    [InlineData("task: { preset: digits }\nfidelity: { epochs: { min: 9, max: 3 } }", "study.yaml:2:28  fidelity.epochs.min: 9 is more than the most epochs, 3.")]
    [InlineData("task: { preset: digits }\nsearch: { without: [surogate] }", "study.yaml:2:20  search.without: \"surogate\" is no part of auto; did you mean \"surrogate\"? There are known, start, steady, surrogate, recommend, evolution, fidelity, failures and converge.")]
    [InlineData("task: { preset: digits }\nsearch: { algorithm: grid, without: [steady] }", "study.yaml:2:37  search.without: parts can be switched off in auto only, not in grid.")]
    [InlineData("task: { preset: digits }\nsearch: { without: [surrogate, evolution] }", "study.yaml:2:20  search.without: without surrogate and evolution nothing is left that proposes; keep one of them.")]
    [InlineData("task: { preset: digits }\nsearch: { algorithm: nsga }", "study.yaml:2:22  search.algorithm: \"nsga\" is not an algorithm; did you mean \"nsga2\"?")]
    [InlineData("task: { preset: digits }\nbudget: { trials: 0.5 }", "study.yaml:2:19  budget.trials: 0.5 is not a whole number of 1 or more.")]
    [InlineData("task: { preset: digits }\nchoose: { rule: utility }", "study.yaml:2:17  choose.rule: \"utility\" needs prices, as in \"prices: { accuracy: 100, latency_ms: 1 }\".")]
    [InlineData("task: { preset: digits }\nobjectives: [{ maximize: accuracy }, { minimize: accuracy }]", "study.yaml:2:38  objectives[1]: \"accuracy\" is an objective twice; name each metric once.")]
    [InlineData("task: { preset: digits }\nspace: { width: 8 }", "study.yaml:2:17  space.width: a mapping of int, real, list, choice, derived, scale, multiple or when is needed here, not \"8\".")]
    [InlineData("task: { preset: digits }\nspace: { width: { int: [8, 9], real: [1, 2] } }", "study.yaml:2:17  space.width: a gene has one of int, real, list, choice and derived; this one has int and real.")]
    [InlineData("task: { preset: digits }\nspace: { width: { int: [8, 256], step: 8 } }", "study.yaml:2:34  space.width.step: a gene has no step; use \"multiple: 8\" with int for 8, 16, 24, …, or a list of values.")]
    [InlineData("task: { preset: digits }\nspace: { kernel: { list: [3, 3] } }", "study.yaml:2:26  space.kernel.list: \"3\" stands in the list twice; give each value once.")]
    [InlineData("task: { preset: digits }\nspace: { widht: { int: [8, 64] } }", "study.yaml:2:17  space.widht: no model reads \"widht\"; did you mean \"width\"?")]
    [InlineData("task: { preset: digits }\nspace: { accuracy: { int: [8, 64] }, depth: { int: [1, accuracy] } }", "study.yaml:2:56  space.depth.int[1]: \"accuracy\" is not a number.", "study.yaml:2:20  space.accuracy: \"accuracy\" is the name of a metric; call the gene something else.")]
    [InlineData("task: { preset: digits }\nspace: { width: { int: [8, 64], when: \"depth > 1\" }, depth: { int: [1, 3] } }", "study.yaml:2:39  space.width.when: \"depth > 1\": \"depth\" is not a gene that stands earlier (column 1).")]
    [InlineData("task: { preset: digits }\nspace: { width: { int: [8, 64], scale: log, multiple: 65 } }", "study.yaml:2:24  space.width.int: [8, 64] is an impossible range: it holds no multiple of 65.")]
    // C07
    [InlineData("task: { preset: digits }\nspace: { width: { int: [0, 64], scale: log } }", "study.yaml:2:24  space.width.int: [0, 64]: a log scale has no 0; start above 0, or use scale: linear. For \"zero or a log range\" add a gene use_width: { choice: [no, yes] } and give this one when: \"use_width == 'yes'\".")]
    [InlineData("task: { preset: digits }\nspace: { width: { int: [0.4, 10], scale: log } }", "study.yaml:2:24  space.width.int: [0.4, 10]: an integer on a log scale starts at 1 or more.")]
    [InlineData("task: { preset: digits }\nspace: { width: { real: [1, 10], scale: log, multiple: 2 } }", "study.yaml:2:56  space.width.multiple: \"multiple\" belongs to int, not to real; leave it out.")]
    public void Load_OneMistake_OneMessage(string text, params string[] expected) => Assert.Equal(expected.Order(StringComparer.Ordinal), Problems(text).Order(StringComparer.Ordinal));

    [Fact]
    public void Load_BrokenYaml_SaysLine()
    {
        var problem = Assert.Single(Problems("task: { preset: digits }\nspace: { width: [1, 2\nbudget: 3"));

        Assert.StartsWith("study.yaml:2:19  not readable as YAML: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DamagedFile_UserInputExceptionOrNothing()
    {
        string[] pieces = ["", "[", "}", "'", "\"", ":", "\t", "- ", "&a ", "*a", "9e999", "~", "\n", "1", "null", "--- ", "? "];

        Gen.Select(Gen.Int[0, Full.Length - 1], Gen.Int[0, 12], Gen.Int[0, pieces.Length - 1])
            .Sample((start, length, piece) =>
            {
                var text = Full[..start] + pieces[piece] + Full[Math.Min(Full.Length, start + length)..];
                try
                {
                    Parse(text);
                }
                catch (UserInputException exception)
                {
                    Assert.All(exception.Problems, problem => Assert.StartsWith("study.yaml:", problem, StringComparison.Ordinal));
                }
            }, iter: 2000);
    }

    [Fact]
    public void Load_DuplicateKey_SaysLine() =>
        Assert.StartsWith("study.yaml:2:1  not readable as YAML: ", Assert.Single(Problems("task: { preset: digits }\ntask: { preset: digits }")), StringComparison.Ordinal);

    [Fact]
    public void Load_MissingFile_SaysSo() => Assert.Equal(
        ["nowhere/study.yaml: no such file."], Assert.Throws<UserInputException>(() => StudyFile.Load("nowhere/study.yaml")).Problems);

    [Theory]
    [InlineData("width", "[0, -3]", "[0, -3] is an impossible range: the low end is above the high one, and turned round, [-3, 0]: width starts at 1 or more.")]
    [InlineData("width", "[64, 8]", "[64, 8] is an impossible range: the low end is above the high one; write [8, 64].")]
    [InlineData("width", "[8.5, 3]", "[8.5, 3] is an impossible range: the low end is above the high one, and turned round, [3, 8.5]: an int gene has whole ends below 2^31; use real for other numbers.")]
    public void Range_LowAboveHigh_AdvisesOnlyWhatIsARange(string gene, string range, string expected) => Assert.Equal(
        [$"study.yaml:2:{gene.Length + 19}  space.{gene}.int: {expected}"], Problems($"task: {{ preset: digits }}\nspace: {{ {gene}: {{ int: {range} }} }}"));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("1h30m", 5400)]
    [InlineData("1h0.5s", 3600.5)]
    public void Durations_AsWritten_Seconds(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
        Assert.True(Durations.TryParse(Durations.Format(duration), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("0s")]
    [InlineData("30m1h")]
    [InlineData("-5m")]
    public void Durations_OfOtherText_Refused(string text) => Assert.False(Durations.TryParse(text, out _));
}
