using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Sweetspot.Planning;

/// <summary>Reads the genes and derived values of a study file.</summary>
internal sealed class SpaceReader(YamlSource source)
{
    private static readonly string[] s_types = ["int", "real", "list", "choice", "derived"];

    /// <summary>All genes; of one that cannot be read a stand-in, so that what names it is not called unknown. Problems are in the source.</summary>
    public ImmutableArray<GeneSpec> Read(YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            source.Report(node, "space", "a space is a mapping of names to genes, as in \"width: { int: [8, 256], scale: log }\".");
            return [];
        }

        // Each name is a key of its own: the mapping has no list of known ones.
        source.Keys(node, "space", [.. mapping.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")]);
        return [.. mapping.Children.Select(pair => Gene((pair.Key as YamlScalarNode)?.Value ?? "", pair.Value))];
    }

    private GeneSpec Gene(string name, YamlNode node)
    {
        var path = $"space.{name}";
        if (node is YamlMappingNode mapping && mapping.Children.Keys.FirstOrDefault(key => key is YamlScalarNode { Value: "step" }) is { } step)
        {
            source.Report(step, $"{path}.step", "a gene has no step; use \"multiple: 8\" with int for 8, 16, 24, …, or a list of values.");
            mapping.Children.Remove(step);
        }

        var keys = source.Keys(node, path, [.. StudyReader.KnownKeys["gene"]]);
        var types = s_types.Where(keys.ContainsKey).ToList();
        if (node is not YamlMappingNode || types.Count != 1)
        {
            if (node is YamlMappingNode && !source.HasProblemAt(path))
            {
                source.Report(node, path, $"a gene has one of int, real, list, choice and derived; this one has {(types.Count == 0 ? "none" : string.Join(" and ", types))}.");
            }

            return new GeneSpec { Name = name, Type = "int", Low = 1, High = 1 };
        }

        var type = types[0];
        var (value, place) = (keys[type], $"{path}.{type}");
        var gene = new GeneSpec
        {
            Name = name,
            Type = type,
            Scale = keys.TryGetValue("scale", out var scale) ? source.Word(scale, $"{path}.scale", "a scale", "linear", "log") ?? "linear" : "linear",
            Multiple = keys.TryGetValue("multiple", out var multiple) ? source.Whole(multiple, $"{path}.multiple", 1) ?? 1 : 1,
            When = keys.TryGetValue("when", out var when) ? source.Text(when, $"{path}.when") : null,
            Expression = type == "derived" ? source.Text(value, place) : null,
        };
        foreach (var (key, only) in new[] { ("scale", "int and real"), ("multiple", "int"), ("when", "int, real, list and choice") }.Where(pair => keys.ContainsKey(pair.Item1)))
        {
            if (!only.Split([", ", " and "], StringSplitOptions.None).Contains(type))
            {
                source.Report(keys[key], $"{path}.{key}", $"\"{key}\" belongs to {only}, not to {type}; leave it out.");
            }
        }

        return type switch
        {
            "int" or "real" => Range(gene, value, place),
            "list" or "choice" => gene with { Values = [.. source.Items(value, place).Select(item => source.Text(item.Node, item.Path)).OfType<string>()] },
            _ => gene,
        };
    }

    private GeneSpec Range(GeneSpec gene, YamlNode node, string path)
    {
        if (node is not YamlSequenceNode { Children: [var low, var high] })
        {
            source.Report(node, path, $"a range is [low, high], as in {gene.Type}: {(gene.Type == "int" ? "[8, 256]" : "[0.001, 1]")}.");
            return gene;
        }

        _ = source.Items(node, path);
        var (first, last) = (source.Number(low, $"{path}[0]"), source.Number(high, $"{path}[1]"));
        return gene with { Low = first ?? 1, High = last ?? 1 };
    }
}
