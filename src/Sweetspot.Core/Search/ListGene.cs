using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>A gene whose values are listed.</summary>
public abstract record ListGene : Gene
{
    private readonly Dictionary<GeneValue, int> _places;

    /// <summary>Checks and keeps the list.</summary>
    /// <exception cref="UserInputException">The list is empty, or a value stands in it twice.</exception>
    private protected ListGene(string name, IEnumerable<GeneValue> values, Condition? when)
        : base(name, when)
    {
        Values = [.. values];
        if (Values.IsEmpty)
        {
            throw new UserInputException($"{name}: the list of values is empty; list at least one");
        }

        // Compared as text: a candidate's key could not tell the word "8" from the number 8.
        var twice = Values.GroupBy(value => value.ToString()).Where(group => group.Skip(1).Any()).Select(group => group.Key).ToList();
        if (twice.Count > 0)
        {
            throw new UserInputException(twice.Select(text => $"{name}: \"{text}\" stands twice in the list; remove one"));
        }

        _places = Values.Select((value, place) => (value, place)).ToDictionary(pair => pair.value, pair => pair.place);
    }

    /// <summary>The values, in their order.</summary>
    public ImmutableArray<GeneValue> Values { get; }

    /// <inheritdoc/>
    public override long? LevelCount => Values.Length;

    /// <inheritdoc/>
    public override bool IsNumeric => Values.All(value => value.IsNumber);

    /// <inheritdoc/>
    public override GeneValue FromUnit(double unit) => Values[(int)Math.Clamp(unit * Values.Length, 0, Values.Length - 1)];

    /// <inheritdoc/>
    public override double ToUnit(GeneValue value) => (IndexOf(value) + 0.5) / Values.Length;

    /// <inheritdoc/>
    public override GeneValue Level(long index) => Values[checked((int)index)];

    /// <inheritdoc/>
    public override bool Contains(GeneValue value) => _places.ContainsKey(value);

    /// <inheritdoc/>
    public override string Describe() => string.Join(", ", Values);

    /// <inheritdoc/>
    public override GeneValue? Down(GeneValue value) => IsOrdered && IndexOf(value) is > 0 and var index ? Values[index - 1] : null;

    /// <inheritdoc/>
    public override GeneValue? Up(GeneValue value) =>
        IsOrdered && IndexOf(value) is var index && index < Values.Length - 1 ? Values[index + 1] : null;

    /// <summary>Same name, condition and values.</summary>
    public virtual bool Equals(ListGene? other) => base.Equals(other) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Values.Length, Values[0]);

    private int IndexOf(GeneValue value) => _places.TryGetValue(value, out var index)
        ? index
        : throw new ArgumentException($"{Name} has no value \"{value}\"", nameof(value));
}
