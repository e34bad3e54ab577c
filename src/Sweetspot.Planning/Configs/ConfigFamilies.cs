using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>The families of configs that are known, by their <c>model_type</c>.</summary>
internal static class ConfigFamilies
{
    private static readonly Dictionary<string, Func<ConfigValues, Architecture>> Families = DecoderConfigs.All
        .Concat(MixtureConfigs.All).Concat(EncoderConfigs.All).Concat(ImageConfigs.All).ToDictionary(StringComparer.Ordinal);

    /// <summary>Their names, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Families.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a family is known.</summary>
    public static bool Knows(string type) => Families.ContainsKey(type);

    /// <summary>The architecture; problems are in <paramref name="values"/>, and it means nothing where there are any.</summary>
    public static Architecture Of(string type, ConfigValues values) => Families[type](values);
}
