using System.Globalization;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sweetspot.Planning;

/// <summary>Hashes all that decides a study's results.</summary>
internal static class StudyIdentity
{
    /// <summary>SHA-256 in hex over canonical JSON: keys in a fixed order, defaults filled in.</summary>
    public static string Of(StudyDefinition definition, ImmutableArray<string> limits, string trainerVersion)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, definition, limits, trainerVersion);
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, StudyDefinition definition, ImmutableArray<string> limits, string trainerVersion)
    {
        var (task, profile) = (definition.Spec.Task, definition.Profile);
        json.WriteStartObject();
        json.WriteString("content", profile.ContentHash);
        json.WriteString("trainer", trainerVersion);
        json.WriteString("kind", profile.Kind.ToString());
        json.WriteString("transform", profile.Transform.ToString());
        json.WriteString("target", task.Target);
        json.WriteString("group", task.Group);
        if (!task.Text.IsEmpty)
        {
            Strings(json, "text", task.Text);
        }

        foreach (var (name, columns) in new[] { ("columns", task.Columns), ("ignored", task.Ignored) }.Where(pair => !pair.Item2.IsEmpty))
        {
            Strings(json, name, columns);
        }

        foreach (var (name, column) in new[] { ("source", task.Source), ("image", task.Image), ("user", task.User), ("item", task.Item), ("time", task.Time) }.Where(pair => pair.Item2 is not null))
        {
            json.WriteString(name, column);
        }

        json.WriteNumber("validation", task.Validation);
        json.WriteNumber("test", task.TestFraction ?? 0);
        Strings(json, "space", definition.Genes.Select(Gene));
        Strings(json, "objectives", definition.Objectives.Select(objective => $"{objective.Direction} {objective.Name}"));
        Strings(json, "limits", limits.Select(limit => limit.Trim()));
        if (definition.Spec.Deadline is { } deadline)
        {
            json.WriteNumber("deadline", deadline.Milliseconds);
        }

        json.WriteNumber("epochs", definition.Epochs);
        if (definition.Fidelities.Count > 1)
        {
            Strings(json, "levels", definition.Fidelities.Select(level => level.Epochs.ToString(CultureInfo.InvariantCulture)));
            json.WriteString("schedule", "trunk and branches"); // before, each level had a cosine of its own
        }

        if (profile.Kind == TaskKind.LanguageModel)
        {
            json.WriteNumber("compute", definition.TrainingFlops);
        }

        json.WriteString("algorithm", definition.Algorithm);
        if (definition.Spec.Without.Where(part => part != "converge").Order(StringComparer.Ordinal).Distinct().ToList() is { Count: > 0 } without)
        {
            Strings(json, "without", without);
        }

        json.WriteNumber("seed", definition.Seed);
        json.WriteNumber("replicates", definition.Replicates);
        json.WriteEndObject();
    }

    private static string Gene(GeneSpec gene) => JsonSerializer.Serialize(new object?[]
    {
        gene.Name, gene.Type, gene.Low, gene.High, gene.Scale, gene.Multiple, gene.Values, gene.When, gene.Expression,
    });

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
