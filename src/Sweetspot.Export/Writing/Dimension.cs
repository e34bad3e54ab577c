namespace Sweetspot.Export;

/// <summary>One dimension of an input or output: a size, or a name for one that callers choose.</summary>
internal readonly record struct Dimension(long Size, string? Name)
{
    public static implicit operator Dimension(int size) => new(size, null);

    public static implicit operator Dimension(string name) => new(0, name);
}
