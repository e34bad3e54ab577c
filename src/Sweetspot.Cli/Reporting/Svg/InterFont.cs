using System.Reflection;
using SkiaSharp;

namespace Sweetspot.Cli;

/// <summary>The typeface Inter (The Inter Project Authors, OFL-1.1), out of the package Avalonia.Fonts.Inter.</summary>
/// <remarks>The package holds its files in one resource: the index's length, its version, the number of files, then of each its path, where it begins after the index, and its length.</remarks>
internal static class InterFont
{
    private const int KnownVersion = 2;

    /// <summary>Loads one weight: Regular, SemiBold.</summary>
    /// <exception cref="InvalidDataException">The package keeps its files in another way.</exception>
    public static SKTypeface Load(string weight)
    {
        using var resource = Package().GetManifestResourceStream("!AvaloniaResources") ?? throw new InvalidDataException("the package of the font has no resource");
        using var reader = new BinaryReader(resource);
        var files = reader.ReadInt32() + sizeof(int);
        if (reader.ReadInt32() != KnownVersion)
        {
            throw new InvalidDataException("the package of the font has an index of another version");
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (path, start, length) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            if (path.EndsWith($"/Inter-{weight}.ttf", StringComparison.Ordinal))
            {
                resource.Position = files + start;
                using var data = SKData.CreateCopy(reader.ReadBytes(length));
                return SKTypeface.FromData(data);
            }
        }

        throw new InvalidDataException($"the package of the font has no weight {weight}");
    }

    private static Assembly Package() => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Avalonia.Fonts.Inter.dll"));
}
