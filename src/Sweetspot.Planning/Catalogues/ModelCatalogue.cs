using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Published models by name, kept as the numbers that their config.json files have.</summary>
public static class ModelCatalogue
{
    private static readonly string[] Endings = ["-hf", "-v0.1", "-base", "-224", "-patch16-224"];
    private static readonly Lazy<ImmutableSortedDictionary<string, string>> Configs = new(Load);

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Configs.Value.Keys;

    /// <summary>The architecture of a name; capitals, an owner before a slash and the usual endings do not matter.</summary>
    /// <exception cref="UserInputException">The name is not in the catalogue.</exception>
    public static Architecture Find(string name)
    {
        var key = Spellings(name).FirstOrDefault(Configs.Value.ContainsKey)
            ?? throw new UserInputException($"--model: \"{name}\" is not in the catalogue{Hint(name)} The config.json of any other model is read by --config.");
        return ConfigFile.Parse(Configs.Value[key], key) with { Name = key };
    }

    /// <summary>The nearest name, or what names begin with: there are too many to list.</summary>
    private static string Hint(string name)
    {
        var hint = Nearest.Hint(name, [.. Names]);
        return hint.Contains("did you mean", StringComparison.Ordinal)
            ? hint
            : $"; it has sizes of {Nearest.AnyOf([.. Names.Select(known => known.Split('-')[0]).Distinct()])}.";
    }

    private static IEnumerable<string> Spellings(string name)
    {
        var lower = name.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        foreach (var spelling in new[] { lower.Replace('/', '-'), lower[(lower.LastIndexOf('/') + 1)..] })
        {
            yield return spelling;
            foreach (var ending in Endings.Where(spelling.EndsWith))
            {
                yield return spelling[..^ending.Length];
            }

            yield return spelling.Replace("meta-", "", StringComparison.Ordinal);
        }
    }

    private static ImmutableSortedDictionary<string, string> Load()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("models.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value.GetRawText(), StringComparer.Ordinal);
    }
}
