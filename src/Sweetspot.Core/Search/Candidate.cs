using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>One immutable point of a search space: the values of its active genes, and what is derived from them.</summary>
/// <remarks>Two candidates are equal when their active genes are: <see cref="Key"/> is the canonical genome.</remarks>
public sealed class Candidate : IEquatable<Candidate>
{
    /// <summary>Makes a candidate of active genes, in the order of the space, and derived values.</summary>
    public Candidate(
        IEnumerable<KeyValuePair<string, GeneValue>> genes,
        IEnumerable<KeyValuePair<string, GeneValue>>? derived = null)
    {
        Genes = [.. genes];
        Derived = derived is null ? [] : [.. derived];
        Key = string.Join(' ', Genes.OrderBy(gene => gene.Key, StringComparer.Ordinal).Select(gene => $"{gene.Key}={gene.Value}"));
    }

    /// <summary>Active genes, in the order of the space.</summary>
    public ImmutableArray<KeyValuePair<string, GeneValue>> Genes { get; }

    /// <summary>Values derived from the genes.</summary>
    public ImmutableArray<KeyValuePair<string, GeneValue>> Derived { get; }

    /// <summary>Canonical genome: <c>name=value</c> of the active genes, ordered by name. Equal keys are the same point.</summary>
    public string Key { get; }

    /// <summary>A gene's or derived value, or null where it is inactive or unknown.</summary>
    public GeneValue? Find(string name) => In(Genes, name) ?? In(Derived, name);

    /// <summary>The number called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The candidate has no such number.</exception>
    public double Number(string name) => Find(name) is { IsNumber: true } value
        ? value.Number
        : throw new ArgumentException($"candidate \"{Key}\" has no number \"{name}\"", nameof(name));

    /// <summary>The number called <paramref name="name"/>, or <paramref name="otherwise"/> where the candidate has none.</summary>
    public double Number(string name, double otherwise) => Find(name) is { IsNumber: true } value ? value.Number : otherwise;

    /// <summary>The word called <paramref name="name"/>, or <paramref name="otherwise"/> where the candidate has none.</summary>
    public string Word(string name, string otherwise) => Find(name)?.Text ?? otherwise;

    /// <inheritdoc/>
    public bool Equals(Candidate? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Candidate);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical genome.</summary>
    public override string ToString() => Key;

    /// <summary>One after the other: for the few values of a candidate that is as fast as a table, and there is none to build for each of thousands.</summary>
    private static GeneValue? In(ImmutableArray<KeyValuePair<string, GeneValue>> values, string name)
    {
        foreach (var (key, value) in values)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }
}
