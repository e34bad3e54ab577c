using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Storage;

/// <summary>Candidates, metrics and curves as JSON; what is written reads back equal.</summary>
internal static class TrialJson
{
    /// <summary><c>{"genes":[["width",64],["family","mlp"]],"derived":[…]}</c>: in order, words as strings, numbers as numbers.</summary>
    public static string Write(Candidate candidate) => Write(writer =>
    {
        writer.WriteStartObject();
        Write(writer, "genes", candidate.Genes);
        if (!candidate.Derived.IsEmpty)
        {
            Write(writer, "derived", candidate.Derived);
        }

        writer.WriteEndObject();
    });

    /// <summary>Reads a candidate.</summary>
    public static Candidate ReadCandidate(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new Candidate(ReadValues(root.GetProperty("genes")), root.TryGetProperty("derived", out var derived) ? ReadValues(derived) : null);
    }

    /// <summary><c>{"accuracy":{"value":0.9,"unit":"fraction","origin":"measured (…)","stderr":0.01}}</c>; null where there are none.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static string? Write(ImmutableDictionary<string, Measurement> metrics) => metrics.IsEmpty ? null : Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, measurement) in metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(writer, name, measurement);
        }

        writer.WriteEndObject();
    });

    /// <summary>Reads metrics.</summary>
    public static ImmutableDictionary<string, Measurement> ReadMetrics(string? json)
    {
        if (json is null)
        {
            return ImmutableDictionary<string, Measurement>.Empty;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToImmutableDictionary(property => property.Name, property => ReadMeasurement(property.Value));
    }

    /// <summary><c>[[epoch, training loss, validation loss, training quality, validation quality], …]</c>; null where there is none.</summary>
    public static string? Write(ImmutableArray<CurvePoint> curve) => curve.IsDefaultOrEmpty ? null : Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var point in curve)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(point.Epoch);
            Write(writer, point.TrainingLoss);
            Write(writer, point.ValidationLoss);
            Write(writer, point.TrainingQuality);
            Write(writer, point.ValidationQuality);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    });

    /// <summary>Reads a curve.</summary>
    public static ImmutableArray<CurvePoint> ReadCurve(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(point =>
            new CurvePoint(point[0].GetInt32(), ReadNumber(point[1]), ReadNumber(point[2]), ReadNumber(point[3]), ReadNumber(point[4])))];
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<KeyValuePair<string, GeneValue>> values)
    {
        writer.WriteStartArray(name);
        foreach (var (key, value) in values)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(key);
            if (value.IsNumber)
            {
                writer.WriteNumberValue(value.Number);
            }
            else
            {
                writer.WriteStringValue(value.Text);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, Measurement measurement)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("value", measurement.Value);
        writer.WriteString("unit", measurement.Unit);
        writer.WriteString("origin", measurement.Origin.ToString());
        if (measurement.StandardError is { } error)
        {
            writer.WriteNumber("stderr", error);
        }

        if (measurement.Classes is { } classes)
        {
            Write(writer, classes);
        }

        writer.WriteEndObject();
    }

    /// <summary><c>"classes":[["stop",30,36,1]]</c>: name, hits, rows, repeats.</summary>
    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ClassHits> classes)
    {
        writer.WriteStartArray("classes");
        foreach (var hits in classes)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(hits.Name);
            writer.WriteNumberValue(hits.Hits);
            writer.WriteNumberValue(hits.Rows);
            writer.WriteNumberValue(hits.Repeats);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static IEnumerable<KeyValuePair<string, GeneValue>> ReadValues(JsonElement values) => values.EnumerateArray().Select(pair =>
        KeyValuePair.Create(pair[0].GetString()!, pair[1].ValueKind == JsonValueKind.Number
            ? GeneValue.Of(pair[1].GetDouble())
            : GeneValue.Of(pair[1].GetString()!)));

    private static Measurement ReadMeasurement(JsonElement value) => new(
        value.GetProperty("value").GetDouble(),
        value.GetProperty("unit").GetString()!,
        Origin.Parse(value.GetProperty("origin").GetString()!),
        value.TryGetProperty("stderr", out var error) ? error.GetDouble() : null)
    {
        Classes = value.TryGetProperty("classes", out var classes)
            ? [.. classes.EnumerateArray().Select(hits => new ClassHits(hits[0].GetString()!, hits[1].GetInt32(), hits[2].GetInt32(), hits[3].GetInt32()))]
            : null,
    };

    private static double? ReadNumber(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
