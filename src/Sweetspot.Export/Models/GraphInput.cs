namespace Sweetspot.Export;

/// <summary>One input of an exported model.</summary>
public abstract record GraphInput
{
    /// <summary>Name of the graph's input.</summary>
    public abstract string Name { get; }

    /// <summary>Sizes of one example, without the batch.</summary>
    public abstract IReadOnlyList<int> Sizes { get; }

    /// <summary>Numbers in one example.</summary>
    public int Count => Sizes.Aggregate(1, (product, size) => product * size);

    /// <summary>What is done to the input within the graph, in words.</summary>
    public abstract string Preprocessing { get; }
}
