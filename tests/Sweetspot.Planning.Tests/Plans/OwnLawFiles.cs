namespace Sweetspot.Planning.Tests;

/// <summary>Files as <c>fit --json</c> writes them, for laws of one's own runs.</summary>
internal sealed class OwnLawFiles : IDisposable
{
    /// <summary>error = 0.05 + 3 n^-0.4 over 1,000 to 32,000 of something, with 200 resamples, half of them 0.001 above and half 0.001 below.</summary>
    public const string Curve = """{ "schema": "sweetspot.fit/1", "law": "M2", "formula": "e + a n^-c", "counted": { "size": "SIZE", "error": "error" }, "ranges": { "size": [1000, 32000] }, "points": 6, "relative_error": 0.01, "constants": { "a": 3, "c": 0.4, "e": 0.05 }, "resampled": [PAIRS] }""";

    /// <summary>loss = 0.3 + 40 N^-0.4 + 200 D^-0.5 over 0.5 to 5 million parameters and 50,000 to 400,000 rows.</summary>
    public const string Surface = """{ "schema": "sweetspot.fit/1", "law": "E + A/N^alpha + B/D^beta", "counted": { "parameters": "parameters", "tokens": "train_rows", "loss": "loss" }, "ranges": { "parameters": [5e5, 5e6], "tokens": [5e4, 4e5] }, "runs": 16, "relative_error": 0.01, "constants": { "E": 0.3, "A": 40, "B": 200, "alpha": 0.4, "beta": 0.5 } }""";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"own-{Guid.NewGuid():N}.json");

    /// <summary>The law of such a file.</summary>
    public OwnLaw Law(string text, string size = "rows")
    {
        var pairs = string.Join(", ", Enumerable.Repeat("[3, 0.4, 0.049], [3, 0.4, 0.051]", 100));
        File.WriteAllText(_file, text.Replace("SIZE", size, StringComparison.Ordinal).Replace("PAIRS", pairs, StringComparison.Ordinal));
        return OwnLaw.Read(_file) with { Name = "law.json" };
    }

    public void Dispose() => File.Delete(_file);
}
