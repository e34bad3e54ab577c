using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sweetspot.Cli;

/// <summary>Rows of numbers in a JSON document, one a line, however the rest is indented.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record CompactRows(IReadOnlyList<double[]> Rows)
{
    private sealed class Converter : JsonConverter<CompactRows>
    {
        public override CompactRows Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<double[][]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, CompactRows value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var row in value.Rows)
            {
                writer.WriteRawValue(JsonSerializer.Serialize(row));
            }

            writer.WriteEndArray();
        }
    }
}
