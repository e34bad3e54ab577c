using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Reads the JSON that <c>fit --json</c> writes of a law.</summary>
internal static class LawFile
{
    /// <summary>The law.</summary>
    /// <exception cref="UserInputException">The file cannot be read, or holds no such law.</exception>
    public static PlanLaw Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserInputException($"--law: {path}: no such file; make it with sweetspot fit RUNS --json > {Path.GetFileName(path)}.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return Of(document.RootElement, path);
        }
        catch (JsonException exception)
        {
            throw new UserInputException($"--law: {path}: is not JSON (line {exception.LineNumber + 1}).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"--law: {path}: cannot be read ({exception.Message.TrimEnd('.')}).");
        }
    }

    private static PlanLaw Of(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("constants", out var constants) || constants.ValueKind != JsonValueKind.Object)
        {
            throw new UserInputException($"--law: {path}: holds no law; it must be what sweetspot fit RUNS --json prints.");
        }

        if (!constants.TryGetProperty("alpha", out _))
        {
            throw new UserInputException($"--law: {path}: is a learning curve of one size; a plan needs a law of parameters and tokens (fit with --parameters and --tokens).");
        }

        var law = new ScalingLaw(Number(constants, "E"), Number(constants, "A"), Number(constants, "B"), Number(constants, "alpha"), Number(constants, "beta"));
        if (law is not { E: >= 0, A: > 0, B: > 0, Alpha: > 0, Beta: > 0 })
        {
            throw new UserInputException($"--law: {path}: its loss does not fall with both parameters and tokens (alpha {law.Alpha:0.###}, beta {law.Beta:0.###}), so it has no best size.");
        }

        var runs = root.TryGetProperty("runs", out var count) && count.TryGetInt32(out var number) ? $"{number} runs" : "runs";
        return new PlanLaw
        {
            Name = Path.GetFileName(path),
            Law = law,
            Repeated = PlanLaw.Borrowed(law),
            IsRepeatedBorrowed = true,
            Source = $"fitted by sweetspot fit to {runs}",
            Domain = "your own runs",
            Runs = Range(root),
            Resampled = Resamples(root),
        };

        double Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble())
            ? value.GetDouble()
            : throw new UserInputException($"--law: {path}: constants.{name} is missing or not a number; the runs did not determine it.");
    }

    private static LawRange? Range(JsonElement root) =>
        root.TryGetProperty("largest_run", out var run) && run.ValueKind == JsonValueKind.Object
        && run.TryGetProperty("flops", out var flops) && run.TryGetProperty("parameters", out var parameters) && run.TryGetProperty("tokens", out var tokens)
            ? new LawRange(flops.GetDouble(), parameters.GetDouble(), tokens.GetDouble())
            : null;

    private static ImmutableArray<ScalingLaw> Resamples(JsonElement root) =>
        root.TryGetProperty("resampled", out var rows) && rows.ValueKind == JsonValueKind.Array
            ? [.. rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 5).Select(row => PublishedLaw.LawOf([.. row.EnumerateArray().Select(value => value.GetDouble())]))]
            : [];
}
