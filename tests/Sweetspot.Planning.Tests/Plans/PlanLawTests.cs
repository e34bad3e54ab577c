using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public sealed class PlanLawTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"law-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Find_FileOfFit_IsItsLawWithItsResamples()
    {
        File.WriteAllText(_file, """{ "schema": "sweetspot.fit/1", "runs": 12, "constants": { "E": 1.5, "A": 400, "B": 500, "alpha": 0.3, "beta": 0.31 }, "largest_run": { "flops": 1e17, "parameters": 1e7, "tokens": 1e9 }, "resampled": [[1.5, 400, 500, 0.3, 0.31], [1.4, 300, 500, 0.28, 0.31]] }""");

        var law = PlanLaw.Find(_file);

        Assert.Equal(new ScalingLaw(1.5, 400, 500, 0.3, 0.31), law.Law);
        Assert.Equal(2, law.Resampled.Length);
        Assert.Equal(new LawRange(1e17, 1e7, 1e9), law.Runs);
        Assert.Equal("fitted by sweetspot fit to 12 runs", law.Source);
    }

    [Fact]
    public void Find_FileOfWhatRepeatsAreWorth_IsTakenWithItsPublishedFreshLaw()
    {
        File.WriteAllText(_file, """{ "schema": "sweetspot.fit/1", "law": "repeated data", "constants": { "E": 1.5, "A": 400, "B": 500, "alpha": 0.3, "beta": 0.31, "repeated_tokens": 9.5, "excess_parameters": null } }""");

        var law = PlanLaw.Find(_file);

        Assert.Equal(9.5, law.Repeated.RepeatedTokens);
        Assert.False(law.IsRepeatedBorrowed);
        Assert.Equal("what repeats are worth by sweetspot fit, the loss of fresh data by a published law", law.Source);
    }

    [Fact]
    public void Find_FileWithWarnings_KeepsThemAndTheNameOfItsLoss()
    {
        File.WriteAllText(_file, """{ "schema": "sweetspot.fit/1", "counted": { "tokens": "tokens", "loss": "bits" }, "runs": 20, "relative_error": 0.03, "law_warnings": ["narrow"], "constants": { "E": 1.5, "A": 400, "B": 500, "alpha": 0.3, "beta": 0.31 } }""");

        var law = PlanLaw.Find(_file);

        Assert.Equal(["narrow"], law.Warnings);
        Assert.Equal("in the unit of the column bits", law.LossName);
        Assert.Equal(0.03 * Math.Sqrt(20.0 / 15), law.Scatter!.Value, 12);
    }

    [Theory]
    [InlineData("[1]", "holds no law; it must be what sweetspot fit RUNS --json prints.")]
    [InlineData("{", "is not JSON (line 1).")]
    [InlineData("""{ "schema": "sweetspot.fit/1", "law": "M2", "constants": { "a": 1, "c": 0.3, "e": 0 } }""", "is a learning curve of one size: ask it with --at SIZE or --target-error ERROR; other plans need a law of parameters and tokens (fit with --parameters and --tokens).")]
    [InlineData("""{ "schema": "sweetspot.fit/1", "constants": { "E": 1, "A": 1, "B": 1, "alpha": null, "beta": 0.3 } }""", "constants.alpha is missing or not a number; the runs did not determine it.")]
    [InlineData("""{ "schema": "sweetspot.fit/1", "constants": { "E": 1, "A": 1, "B": 1, "alpha": -0.1, "beta": 0.3 } }""", "its loss does not fall with both parameters and tokens (alpha -0.1, beta 0.3), so it has no best size.")]
    [InlineData("""{ "schema": "fit/9", "constants": { "E": 1, "A": 1, "B": 1, "alpha": 0.1, "beta": 0.3 } }""", "its schema is \"fit/9\", and sweetspot.fit/1 is read here; fit the runs again with this version (sweetspot fit RUNS --json).")]
    [InlineData("""{ "constants": { "E": 1, "A": 1, "B": 1, "alpha": 0.1, "beta": 0.3 } }""", "its schema is not given, and sweetspot.fit/1 is read here; fit the runs again with this version (sweetspot fit RUNS --json).")]
    [InlineData("""{ "schema": "sweetspot.fit/1", "law": "experts", "constants": { "a": 1, "b": 1, "c": 1, "d": 1 } }""", "is a law of another kind (experts); a plan needs a law of parameters and tokens (fit without --law).")]
    [InlineData("""{ "schema": "sweetspot.fit/1", "counted": { "tokens": "train_rows" }, "constants": { "E": 1, "A": 1, "B": 1, "alpha": 0.1, "beta": 0.3 } }""", "its D counts train_rows, not tokens, so it says nothing of a language model; fit a law to trainings that differ in tokens.")]
    public void Find_FileWithoutALaw_IsRefused(string text, string message)
    {
        File.WriteAllText(_file, text);

        var thrown = Assert.Throws<UserInputException>(() => PlanLaw.Find(_file));

        Assert.Equal($"--law: {_file}: {message}", thrown.Message);
    }

    [Fact]
    public void Find_UnknownName_NamesTheNearest() =>
        Assert.Equal("--law: \"chinchila-hoffmann\" is no file and not a published law; did you mean \"chinchilla-hoffmann\"?", Assert.Throws<UserInputException>(() => PlanLaw.Find("chinchila-hoffmann")).Message);
}
