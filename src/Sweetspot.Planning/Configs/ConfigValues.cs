using System.Globalization;
using System.Text.Json;

namespace Sweetspot.Planning;

/// <summary>The values of a config.json, by any of the names that families use for them; problems are collected.</summary>
/// <param name="root">The object.</param>
internal sealed class ConfigValues(JsonElement root)
{
    private const int Most = 1_000_000_000;
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];

    /// <summary>What is wrong or missing, one line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Assumptions made.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Remembers an assumption.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Remembers a problem.</summary>
    public void Fail(string problem)
    {
        if (!_problems.Contains(problem)) // a value may be read more than once
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Whether one of these is there and not null.</summary>
    public bool Has(params ReadOnlySpan<string> names) => Find(names) is not null;

    /// <summary>A whole number of at least 1 that must be there.</summary>
    public int Count(params ReadOnlySpan<string> names) => Whole(names, null, 1);

    /// <summary>A whole number of at least 0 with a default.</summary>
    public int CountOr(int usual, params ReadOnlySpan<string> names) => Whole(names, usual, 0);

    /// <summary>A number above 0 with a default.</summary>
    public double NumberOr(double usual, string name)
    {
        if (Find([name]) is not { } found)
        {
            return usual;
        }

        if (found.Value.ValueKind == JsonValueKind.Number && found.Value.TryGetDouble(out var number) && number > 0 && number <= Most)
        {
            return number;
        }

        Fail($"{name}: {Short(found.Value)} is not a number above 0.");
        return usual;
    }

    /// <summary>True or false with a default.</summary>
    public bool Flag(bool usual, params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } found)
        {
            return usual;
        }

        if (found.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return found.Value.GetBoolean();
        }

        Fail($"{found.Name}: {Short(found.Value)} is not true or false.");
        return usual;
    }

    /// <summary>A text with a default.</summary>
    public string Text(string usual, string name) =>
        Find([name]) is { Value.ValueKind: JsonValueKind.String } found ? found.Value.GetString()! : usual;

    /// <summary>Whole numbers of at least 1, or the default.</summary>
    public int[] Counts(int[] usual, string name)
    {
        if (Find([name]) is not { } found)
        {
            return usual;
        }

        if (found.Value.ValueKind == JsonValueKind.Array && found.Value.GetArrayLength() > 0
            && found.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var whole) && whole > 0))
        {
            return [.. found.Value.EnumerateArray().Select(item => item.GetInt32())];
        }

        Fail($"{name}: {Short(found.Value)} is not a list of whole numbers above 0.");
        return usual;
    }

    /// <summary>Words of a list; empty where there is none.</summary>
    public string[] Words(string name) => Find([name]) is { Value.ValueKind: JsonValueKind.Array } found
        ? [.. found.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];

    /// <summary>Entries of an object or list; null where it is not there.</summary>
    public int? Entries(string name) => Find([name])?.Value switch
    {
        { ValueKind: JsonValueKind.Object } value => value.EnumerateObject().Count(),
        { ValueKind: JsonValueKind.Array } value => value.GetArrayLength(),
        _ => null,
    };

    /// <summary>A part of the config; null where it is not there.</summary>
    public ConfigValues? Part(string name) => Find([name]) is { Value.ValueKind: JsonValueKind.Object } found ? new ConfigValues(found.Value) : null;

    private int Whole(ReadOnlySpan<string> names, int? usual, int least)
    {
        if (Find(names) is not { } found)
        {
            if (usual is null)
            {
                Fail($"{string.Join(" or ", names.ToArray())}: is missing; the size cannot be known without it.");
            }

            return usual ?? least;
        }

        if (found.Value.ValueKind == JsonValueKind.Number && found.Value.TryGetDouble(out var number) && number >= least && number <= Most && number == Math.Floor(number))
        {
            return (int)number;
        }

        Fail(string.Create(CultureInfo.InvariantCulture, $"{found.Name}: {Short(found.Value)} is not a whole number from {least} to {Most:N0}."));
        return usual ?? least;
    }

    private (string Name, JsonElement Value)? Find(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return (name, value);
            }
        }

        return null;
    }

    private static string Short(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length > 40 ? $"{text[..40]}…" : text;
    }
}
