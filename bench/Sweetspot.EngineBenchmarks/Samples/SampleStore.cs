using System.Globalization;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Runs in a folder, a file a search, a line a run: space, seed, trials in the order of ending. So a later call completes what an earlier one began.</summary>
internal sealed class SampleStore
{
    private readonly string _folder;
    private readonly Dictionary<(string Search, string Space, int Seed), string[]> _runs = [];

    public SampleStore(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            foreach (var cells in File.ReadLines(file).Select(line => line.Split(',')).Where(cells => cells.Length == 3))
            {
                _runs[(Path.GetFileNameWithoutExtension(file), cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture))] = cells[2].Split(' ');
            }
        }
    }

    /// <summary>Searches that have runs.</summary>
    public IEnumerable<string> Searches => _runs.Keys.Select(key => key.Search).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The trials of a run; null where it was not made.</summary>
    public IReadOnlyList<string>? Find(string search, string space, int seed) => _runs.GetValueOrDefault((search, space, seed));

    /// <summary>Runs of a search on a space, by seed.</summary>
    public IReadOnlyDictionary<int, string[]> Of(string search, string space) =>
        _runs.Where(run => run.Key.Search == search && run.Key.Space == space).OrderBy(run => run.Key.Seed).ToDictionary(run => run.Key.Seed, run => run.Value);

    /// <summary>Keeps a run.</summary>
    public void Add(string search, string space, int seed, string[] trials)
    {
        _runs[(search, space, seed)] = trials;
        File.AppendAllText(Path.Combine(_folder, search + ".csv"), string.Create(CultureInfo.InvariantCulture, $"{space},{seed},{string.Join(' ', trials)}\n"));
    }
}
