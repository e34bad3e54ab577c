using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Devices by name: those that come with the program, and files of a user's own.</summary>
public static class HardwareCatalogue
{
    private static readonly Lazy<ImmutableArray<Hardware>> Devices = new(Load);
    private static readonly Lazy<ImmutableDictionary<string, Hardware>> ByKey = new(() => Index(All));

    /// <summary>All devices that come with the program.</summary>
    public static ImmutableArray<Hardware> All => Devices.Value;

    /// <summary>
    /// The device of a name or alias. Capitals, makers' names, the order of words, and generations of sockets and memory do not matter. What a name states about memory
    /// shared with a processor ("M2 Max 64GB"), a power limit ("330 W") or a processor's memory ("DDR4-3600") is taken over.
    /// </summary>
    /// <exception cref="UserInputException">No device has that name.</exception>
    public static Hardware Find(string name) => TryFind(name)
        ?? throw new UserInputException($"\"{name}\" is not in the hardware catalogue{Hint(name)} `sweetspot machine --list` shows all; a file of your own describes any other (docs/hardware.md).");

    /// <summary>The same; null where no device has that name.</summary>
    public static Hardware? TryFind(string name) => Find(ByKey.Value, name);

    /// <summary>The devices of a user's own file: one object, or a list of them, as in the catalogue.</summary>
    /// <exception cref="UserInputException">The file cannot be read, or describes no device; every problem in it is told.</exception>
    public static ImmutableArray<Hardware> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserInputException($"{path}: no such file.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Parse(document.RootElement, path);
        }
        catch (JsonException exception)
        {
            throw new UserInputException($"{path}: {JsonFault.Text(exception)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"{path}: cannot be read ({exception.Message}).");
        }
    }

    private static ImmutableArray<Hardware> Parse(JsonElement root, string file)
    {
        var reader = new HardwareReader(file);
        var devices = reader.Read(root);
        return reader.Problems.Count > 0 ? throw new UserInputException(reader.Problems)
            : devices.IsEmpty ? throw new UserInputException($"{file}: describes no device.")
            : devices;
    }

    private static ImmutableArray<Hardware> Load()
    {
        using var stream = typeof(HardwareCatalogue).Assembly.GetManifestResourceStream("hardware.json")!; // embedded by the project file
        using var document = JsonDocument.Parse(stream);
        return Parse(document.RootElement, "hardware.json");
    }

    private static ImmutableDictionary<string, Hardware> Index(IEnumerable<Hardware> devices)
    {
        var index = ImmutableDictionary.CreateBuilder<string, Hardware>(StringComparer.Ordinal);
        foreach (var device in devices)
        {
            foreach (var name in device.Aliases.Prepend(device.Name).Select(HardwareName.Of))
            {
                index.TryAdd(Key(name, withMemory: true), device);
            }
        }

        return index.ToImmutable();
    }

    /// <summary>Share of the memory that a name states which error correction may take.</summary>
    private const double MostTaken = 0.1;

    private static Hardware? Find(ImmutableDictionary<string, Hardware> index, string text)
    {
        var name = HardwareName.Of(text);
        if (index.TryGetValue(Key(name, withMemory: true), out var device))
        {
            return With(device, name with { MemoryGib = null });
        }

        // A name with memory that no entry states: the device's own ("RTX 4090 24GB"), or memory that is bought with the computer ("M2 Max 64GB").
        return name.MemoryGib is { } gib && index.TryGetValue(Key(name, withMemory: false), out device) && (IsShared(device) || device.MemoryBytes / (gib * Math.Pow(2, 30)) is > 1 - MostTaken and < 1 + MostTaken)
            ? With(device, name) : null;
    }

    private static Hardware With(Hardware device, HardwareName name)
    {
        if (name.MemoryGib is { } gib && IsShared(device))
        {
            device = device with { MemoryBytes = gib * Math.Pow(2, 30) };
        }

        if (name.TransfersPerSecond is { } transfers && device.MemoryChannels is { } channels)
        {
            device = device with { MemoryBandwidth = 8 * channels * transfers };
        }

        return name.Watts is { } watts ? device with { PowerWatts = watts } : device;
    }

    private static bool IsShared(Hardware device) => device.Kind is HardwareKind.Apple or HardwareKind.Cpu;

    private static string Key(HardwareName name, bool withMemory) =>
        withMemory && name.MemoryGib is { } gib ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name.Key} {gib}gb") : name.Key;

    /// <summary>The nearest name, or devices that share a word with what was written: there are too many to list.</summary>
    private static string Hint(string name)
    {
        var hint = Nearest.Hint(name, [.. All.SelectMany(device => device.Aliases.Prepend(device.Name))]);
        if (hint.Contains("did you mean", StringComparison.Ordinal))
        {
            return hint;
        }

        string[] words = [.. HardwareName.Of(name).Key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsDigit))];
        string[] near = [.. All.Where(device => HardwareName.Of(device.Name).Key.Split(' ').Intersect(words).Any()).Select(device => device.Name).Take(6)];
        return near.Length == 1 ? $"; near it is {near[0]}." : near.Length > 0 ? $"; near it are {Nearest.AnyOf(near).Replace(" or ", " and ", StringComparison.Ordinal)}." : ".";
    }
}
