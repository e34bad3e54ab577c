using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Writes a study as YAML; what is at its default is left out.</summary>
internal static class StudyWriter
{
    private static readonly JsonSerializerOptions s_quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly StudySpec s_default = new() { Task = new TaskSpec() };

    /// <summary>The text.</summary>
    public static string Write(StudySpec spec)
    {
        var text = new StringBuilder();
        Line(text, "study", spec.Name is { } name ? Quote(name) : null);
        Line(text, "task", Flow(Task(spec.Task)));
        List(text, "space", spec.Space.Select(gene => $"{gene.Name}: {Flow(Gene(gene))}"));
        Line(text, "precision", spec.Precisions.IsEmpty ? null : $"[{string.Join(", ", spec.Precisions.Select(Quote))}]");
        List(text, "objectives", spec.Objectives.Select(objective => $"- {{ {(objective.Direction == Direction.Maximize ? "maximize" : "minimize")}: {objective.Metric} }}"));
        List(text, "constraints", spec.Constraints.Select(constraint => $"- {Quote(constraint)}"));
        Line(text, "deadline", spec.Deadline is { } deadline ? Flow([deadline.FrameRate is { } rate ? ("frame_rate", Number(rate)) : ("ms", Number(deadline.Milliseconds))]) : null);
        Line(text, "fidelity", Flow([("epochs", Number(spec.Epochs))]));
        Line(text, "search", Flow(
        [
            ("algorithm", spec.Algorithm == s_default.Algorithm ? null : spec.Algorithm),
            ("seed", spec.Seed == s_default.Seed ? null : Number(spec.Seed)),
            ("replicates", spec.Replicates == s_default.Replicates ? null : Number(spec.Replicates)),
        ]));
        Line(text, "budget", Flow(
            [("trials", Number(spec.Budget.Trials)), ("time", spec.Budget.Time is { } time ? Durations.Format(time) : null), ("workers", Number(spec.Budget.Workers))]));
        Line(text, "choose", Flow(
        [
            ("rule", spec.Choose.Rule == s_default.Choose.Rule ? null : spec.Choose.Rule),
            ("prices", Flow([.. spec.Choose.Prices.Select(pair => (pair.Key, Number(pair.Value)))])),
        ]));
        return text.ToString();
    }

    private static (string Key, string? Value)[] Task(TaskSpec task) =>
    [
        ("kind", task.Kind is { } kind ? TaskKinds.NameOf(kind) : null), ("preset", task.Preset), ("data", Quote(task.Data)), ("source", Quote(task.Source)), ("target", Quote(task.Target)), ("image", Quote(task.Image)), ("text", Names(task.Text)), ("columns", Names(task.Columns)), ("ignore", Names(task.Ignored)), ("labels", Quote(task.Labels)),
        ("test", task.TestFraction is { } share ? Number(share) : Quote(task.Test)), ("test_labels", Quote(task.TestLabels)),
        ("validation", task.Validation == s_default.Task.Validation ? null : Number(task.Validation)), ("group", Quote(task.Group)),
        ("user", Quote(task.User)), ("item", Quote(task.Item)), ("time", Quote(task.Time)),
        ("transform", task.Transform?.ToString().ToLowerInvariant()),
    ];

    private static (string Key, string? Value)[] Gene(GeneSpec gene) =>
    [
        (gene.Type, gene.Type switch
        {
            "int" or "real" => $"[{Number(gene.Low)}, {Number(gene.High)}]",
            "derived" => Quote(gene.Expression),
            _ => $"[{string.Join(", ", gene.Values.Select(value => GeneSpec.IsNumber(value) ? value : Quote(value)))}]",
        }),
        ("scale", gene.Scale == "linear" ? null : gene.Scale), ("multiple", gene.Multiple == 1 ? null : Number(gene.Multiple)), ("when", Quote(gene.When)),
    ];

    private static string? Names(IReadOnlyCollection<string> columns) => columns.Count == 0 ? null : $"[{string.Join(", ", columns.Select(Quote))}]";

    private static string? Number(IFormattable? number) => number?.ToString(number is double ? "R" : null, CultureInfo.InvariantCulture);

    // A JSON string is a double-quoted YAML scalar.
    private static string? Quote(string? value) => value is null ? null : JsonSerializer.Serialize(value, s_quoted);

    private static string? Flow((string Key, string? Value)[] pairs) =>
        pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}: {pair.Value}").ToList() is { Count: > 0 } parts ? $"{{ {string.Join(", ", parts)} }}" : null;

    private static void Line(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}: {value}\n");
        }
    }

    private static void List(StringBuilder text, string key, IEnumerable<string> items)
    {
        foreach (var (index, item) in items.Index())
        {
            text.Append(index == 0 ? $"{key}:\n" : "").Append(CultureInfo.InvariantCulture, $"  {item}\n");
        }
    }
}
