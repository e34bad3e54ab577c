namespace Sweetspot.Core;

/// <summary>One named axis of a search space. Its values lie on a unit scale 0..1, with both ends reachable.</summary>
public abstract record Gene
{
    /// <summary>Name and condition of any gene.</summary>
    /// <exception cref="UserInputException">The name is empty.</exception>
    protected Gene(string name, Condition? when)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new UserInputException("a gene has no name; give each one a name");
        }

        (Name, When) = (name, when);
    }

    /// <summary>Name, unique in its space.</summary>
    public string Name { get; }

    /// <summary>When it is active; null: always.</summary>
    public Condition? When { get; }

    /// <summary>How many values it can take; null where it is continuous.</summary>
    public abstract long? LevelCount { get; }

    /// <summary>Whether every value is a number.</summary>
    public abstract bool IsNumeric { get; }

    /// <summary>Whether its values have an order, so that one step up or down means something.</summary>
    public virtual bool IsOrdered => true;

    /// <summary>Whether it is a number on a scale, so that values between two others make sense (integer or real).</summary>
    public virtual bool IsScale => false;

    /// <summary>The value at <paramref name="unit"/> in 0..1 (beyond is cut off): the low end at 0, the high end at 1.</summary>
    public abstract GeneValue FromUnit(double unit);

    /// <summary>Where a value lies in 0..1: <c>FromUnit(ToUnit(value)) == value</c> for each value of the gene.</summary>
    public abstract double ToUnit(GeneValue value);

    /// <summary>Value number <paramref name="index"/> from 0, smallest first.</summary>
    /// <exception cref="InvalidOperationException">The gene is continuous.</exception>
    public abstract GeneValue Level(long index);

    /// <summary>Whether it can take this value.</summary>
    public abstract bool Contains(GeneValue value);

    /// <summary>The next smaller value, or null at the low end and where there is no order.</summary>
    public abstract GeneValue? Down(GeneValue value);

    /// <summary>The next larger value, or null at the high end and where there is no order.</summary>
    public abstract GeneValue? Up(GeneValue value);

    /// <summary>Range or list in a few words: <c>8..128 in multiples of 8, log scale</c>.</summary>
    public abstract string Describe();

    /// <summary>
    /// Values of a grid, smallest first: all of them where there are at most <paramref name="levels"/> or no scale, else that many, evenly
    /// spread over the unit scale with both ends among them.
    /// </summary>
    public IReadOnlyList<GeneValue> Grid(int levels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        if (LevelCount is { } count && (count <= levels || !IsScale))
        {
            return [.. Enumerable.Range(0, (int)count).Select(index => Level(index))];
        }

        return levels == 1
            ? [FromUnit(0.5)]
            : [.. Enumerable.Range(0, levels).Select(index => FromUnit(index / (levels - 1.0))).Distinct()];
    }

    /// <summary>A double as a person would write it.</summary>
    private protected static string Text(double number) => GeneText.Of(number);
}
