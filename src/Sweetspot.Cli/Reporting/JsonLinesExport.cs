using System.Text.Encodings.Web;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Trials as JSON Lines: one object a line, full precision, learning curve included.</summary>
internal static class JsonLinesExport
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line for each trial.</summary>
    public static void Write(IEnumerable<Trial> trials, TextWriter output)
    {
        foreach (var trial in trials)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, _options))
            {
                Write(trial, json);
            }

            output.Write(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
            output.Write('\n');
        }
    }

    private static void Write(Trial trial, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("trial", trial.Number);
        json.WriteString("purpose", trial.Request.Purpose.ToString().ToLowerInvariant());
        json.WriteString("state", StateName.Of(trial.State));
        WriteText(json, "reason", trial.Reason);
        json.WriteNumber("seed", trial.Request.Seed);
        json.WriteNumber("epochs", trial.Request.Fidelity.Epochs);
        WriteNumber(json, "fold", trial.Request.Fold);
        WriteValues(json, "candidate", trial.Candidate.Genes);
        WriteValues(json, "derived", trial.Candidate.Derived);
        WriteMetrics(json, trial);
        WriteCurve(json, trial);
        WriteText(json, "started", trial.Started?.ToString("O"));
        WriteText(json, "finished", trial.Finished?.ToString("O"));
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, GeneValue>> values)
    {
        json.WriteStartObject(name);
        foreach (var (gene, value) in values)
        {
            if (value.IsNumber)
            {
                json.WriteNumber(gene, value.Number);
            }
            else
            {
                json.WriteString(gene, value.Text);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, Trial trial)
    {
        json.WriteStartObject("metrics");
        foreach (var (name, measurement) in trial.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(name);
            WriteNumber(json, "value", measurement.Value);
            json.WriteString("unit", measurement.Unit);
            json.WriteString("origin", measurement.Origin.ToString());
            if (measurement.StandardError is { } error)
            {
                WriteNumber(json, "stderr", error);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCurve(Utf8JsonWriter json, Trial trial)
    {
        json.WriteStartArray("curve");
        foreach (var point in trial.Curve)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", point.Epoch);
            WriteNumber(json, "training_loss", point.TrainingLoss);
            WriteNumber(json, "validation_loss", point.ValidationLoss);
            WriteNumber(json, "training_quality", point.TrainingQuality);
            WriteNumber(json, "validation_quality", point.ValidationQuality);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }
}
