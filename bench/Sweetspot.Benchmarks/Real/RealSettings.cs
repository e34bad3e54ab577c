using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Benchmarks;

/// <summary>What all runs of a folder have in common.</summary>
/// <param name="Data">Folder of the data.</param>
/// <param name="Epochs">Most epochs of a training.</param>
/// <param name="Limit">Of `auto`, by the clock on quiet cores.</param>
internal sealed record RealSettings(string Data, int Epochs, TimeSpan Limit)
{
    private const string Name = "settings.txt";

    /// <summary>Writes them down for a new folder.</summary>
    /// <exception cref="UserInputException">The folder has runs of other settings.</exception>
    public void KeepIn(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Name);
        var text = FormattableString.Invariant($"epochs={Epochs} minutes={Limit.TotalMinutes}");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, text);
        }

        if (File.ReadAllText(path) is var kept && kept != text)
        {
            throw new UserInputException($"{folder}: its runs have {kept}, not {text}; give these, or another folder.");
        }
    }

    /// <summary>Epochs and limit of a folder's runs.</summary>
    /// <exception cref="UserInputException">It has none.</exception>
    public static (int Epochs, TimeSpan Limit) Of(string folder)
    {
        var path = Path.Combine(folder, Name);
        var numbers = File.Exists(path)
            ? File.ReadAllText(path).Split(' ').Select(pair => double.Parse(pair.Split('=')[1], CultureInfo.InvariantCulture)).ToArray()
            : throw new UserInputException($"{folder}: no runs; make some with the command real.");
        return ((int)numbers[0], TimeSpan.FromMinutes(numbers[1]));
    }
}
