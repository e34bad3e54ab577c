using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What <c>fit --json</c> wrote, checked to be that.</summary>
internal sealed class FitDocument : IDisposable
{
    /// <summary>What it says of a law of parameters and data.</summary>
    public const string SizeAndData = "E + A/N^alpha + B/D^beta";

    private const string Schema = "sweetspot.fit/1";

    private static readonly string[] s_rows = ["row", "rows", "image", "images", "example", "examples", "sample", "samples", "rating", "ratings", "interaction", "interactions"];

    private readonly JsonDocument _document;
    private readonly string _path;
    private readonly JsonElement _constants;

    private FitDocument(JsonDocument document, string path, JsonElement constants) => (_document, _path, _constants) = (document, path, constants);

    /// <summary>The whole of it.</summary>
    public JsonElement Root => _document.RootElement;

    /// <summary>The file's name.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>Whether it is a learning curve.</summary>
    public bool IsCurve => !_constants.TryGetProperty("alpha", out _) && Enum.TryParse<CurveForm>(Text("law"), out _);

    /// <summary>Whether it is of what repeats are worth.</summary>
    public bool IsRepeated => Text("law") == "repeated data";

    /// <summary>Runs or points behind it; 0 where it does not say.</summary>
    public int Points => (int)(Number("runs") ?? Number("points") ?? 0);

    /// <summary>How many runs are behind it, in words.</summary>
    public string Runs => Points > 0 ? $"{Points} runs" : "runs";

    /// <summary>What <c>fit</c> warned of, its own answers apart.</summary>
    public ImmutableArray<string> Warnings => Root.TryGetProperty("law_warnings", out var warnings) && warnings.ValueKind == JsonValueKind.Array
        ? [.. warnings.EnumerateArray().Where(warning => warning.ValueKind == JsonValueKind.String).Select(warning => warning.GetString()!)]
        : [];

    /// <summary>Opens a file.</summary>
    /// <exception cref="UserInputException">It cannot be read, or <c>fit</c> did not write it.</exception>
    public static FitDocument Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UserInputException($"--law: {path}: is a folder; give the file that sweetspot fit RUNS --json wrote.");
        }

        if (!File.Exists(path))
        {
            if (PublishedLaw.All.Any(law => law.Name == path))
            {
                throw new UserInputException($"--law: {path} is a published law of language models; --at, --target-error and other tasks than language need a law of your own runs (sweetspot fit RUNS --json > law.json).");
            }

            throw new UserInputException($"--law: {path}: no such file; make it with sweetspot fit RUNS --json > {Path.GetFileName(path)}.");
        }

        try
        {
            return Checked(JsonDocument.Parse(File.ReadAllText(path)), path);
        }
        catch (JsonException exception)
        {
            throw new UserInputException($"--law: {path}: {JsonFault.Text(exception)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"--law: {path}: cannot be read ({exception.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>Whether a column counts examples, not tokens.</summary>
    public static bool IsOfRows(string column) => column.ToLowerInvariant().Split('_', '-', ' ', '.').Any(s_rows.Contains);

    /// <summary>What is wrong with the file.</summary>
    public UserInputException Problem(string what) => new($"--law: {_path}: {what}");

    /// <summary>What the file says cannot be: it was not written so.</summary>
    public UserInputException Damaged(string what) => Problem($"is damaged: {what}; fit the runs again (sweetspot fit RUNS --json).");

    /// <summary>A text of the document; null where there is none.</summary>
    public string? Text(string name) => Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number of the document; null where there is none.</summary>
    public double? Number(string name) => Of(Root, name);

    /// <summary>How far single runs lie off the law, as a standard deviation of ln; null where it does not say. Runs lie nearer to a law that was fitted to them, so it is made wider for its constants.</summary>
    /// <exception cref="UserInputException">It is below 0.</exception>
    public double? Scatter(int constants) => Number("relative_error") is { } error && Points > constants ? (error >= 0 ? error : throw Damaged("relative_error is below 0")) * Math.Sqrt(Points / (double)(Points - constants)) : null;

    /// <summary>A constant of the law; null where there is none.</summary>
    public double? Constant(string name) => Of(_constants, name);

    /// <summary>The column that was counted as something; null where it does not say.</summary>
    public string? Counted(string what) => Root.TryGetProperty("counted", out var counted) && counted.ValueKind == JsonValueKind.Object && counted.TryGetProperty(what, out var column) && column.ValueKind == JsonValueKind.String
        ? column.GetString()
        : null;

    /// <summary>Least and most of something among the runs; null where it does not say.</summary>
    public Interval? Range(string what) => Root.TryGetProperty("ranges", out var ranges) && ranges.ValueKind == JsonValueKind.Object && ranges.TryGetProperty(what, out var range)
        && range.ValueKind == JsonValueKind.Array && range.GetArrayLength() == 2 && range.EnumerateArray().All(end => end.ValueKind == JsonValueKind.Number)
            ? Ordered(what, new Interval(range[0].GetDouble(), range[1].GetDouble()))
            : null;

    /// <summary>Rows of constants of the resamples.</summary>
    /// <param name="constants">How many a row has; others are left out.</param>
    public IEnumerable<double[]> Resampled(int constants) => Root.TryGetProperty("resampled", out var rows) && rows.ValueKind == JsonValueKind.Array
        ? rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == constants && row.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number))
            .Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())
        : [];

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static FitDocument Checked(JsonDocument document, string path)
    {
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("constants", out var constants) || constants.ValueKind != JsonValueKind.Object)
        {
            throw new UserInputException($"--law: {path}: holds no law; it must be what sweetspot fit RUNS --json prints.");
        }

        var schema = root.TryGetProperty("schema", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return schema == Schema ? new FitDocument(document, path, constants) : throw new UserInputException(
            $"--law: {path}: its schema is {(schema is null ? "not given" : $"\"{schema}\"")}, and {Schema} is read here; fit the runs again with this version (sweetspot fit RUNS --json).");
    }

    private Interval Ordered(string what, Interval range) => range.Low > 0 && range.Low <= range.High && double.IsFinite(range.High) ? range
        : throw Damaged($"ranges.{what} must rise from a number above 0");

    private static double? Of(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble() : null;
}
