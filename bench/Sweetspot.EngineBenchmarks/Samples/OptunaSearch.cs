using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>
/// A sampler of Optuna as a search. What it proposes twice is answered from memory and costs nothing; what a table lacks is told as failed, and costs nothing either. TPE repeats itself without end
/// once it is sure, so there a repeat is told as failed, which leaves its densities alone, and after so many in a row it gets a point at random.
/// </summary>
internal sealed class OptunaSearch : ISearchAlgorithm
{
    private const int MostRepeats = 500;
    private const int MostRepeatsOfTpe = 3;

    private readonly OptunaProcess _process;
    private readonly AlgorithmSettings _settings;
    private readonly Dictionary<string, string?> _told = new(StringComparer.Ordinal); // null: pending
    private readonly bool _isTpe;
    private bool _isAtEnd;

    public OptunaSearch(OptunaProcess process, string sampler, AlgorithmSettings settings)
    {
        (_process, _settings, _isTpe) = (process, settings, sampler == "optuna-tpe");
        process.Send(string.Create(CultureInfo.InvariantCulture, $"new {sampler} {settings.Seed} {settings.Objectives.Count} {string.Join(' ', settings.Space.Space.Genes.Select(Describe))}"));
    }

    /// <inheritdoc/>
    public bool IsExhausted => _isAtEnd;

    /// <summary>One candidate, whatever the count: Optuna is told of each before the next.</summary>
    public IReadOnlyList<Candidate> Ask(int count)
    {
        for (var repeat = 0; repeat < MostRepeats && !_isAtEnd; repeat++)
        {
            var candidate = Read(_process.Answer(_isTpe && repeat >= MostRepeatsOfTpe ? $"ask {string.Join(' ', Drawn(repeat))}" : "ask"));
            if (_settings.Points is { } points)
            {
                candidate = points.Nearest(candidate, taken => _told.ContainsKey(taken.Key), RandomStream.For(_settings.Seed, _told.Count, "nearest"));
            }

            if (candidate is null)
            {
                break;
            }

            if (_told.TryGetValue(candidate.Key, out var values))
            {
                _process.Send(_isTpe ? "skip" : values ?? "skip");
            }
            else if (!_settings.Space.IsFeasible(candidate))
            {
                _process.Send("skip");
            }
            else
            {
                _told.Add(candidate.Key, null);
                return [candidate];
            }
        }

        _isAtEnd = true;
        return [];
    }

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<Trial> trials)
    {
        foreach (var trial in trials)
        {
            var values = string.Join(' ', _settings.Objectives.Select(objective => objective.Minimized(trial.Value(objective.Name)!.Value).ToString("R", CultureInfo.InvariantCulture)));
            _told[trial.Candidate.Key] = $"tell {values}";
            _process.Send($"tell {values}");
        }
    }

    /// <inheritdoc/>
    public void Resume(IReadOnlyList<Trial> pending) => throw new NotSupportedException("a run of Optuna is never resumed here");

    /// <summary>A point at random, as Optuna writes it.</summary>
    private IEnumerable<string> Drawn(int repeat)
    {
        var random = RandomStream.For(_settings.Seed, _told.Count, repeat.ToString(CultureInfo.InvariantCulture));
        return _settings.Space.Space.Genes.Select(gene => gene.LevelCount is { } levels
            ? random.Next(levels).ToString(CultureInfo.InvariantCulture)
            : random.NextDouble().ToString("R", CultureInfo.InvariantCulture));
    }

    private static string Describe(Gene gene) => gene.Name + (gene switch
    {
        { LevelCount: null } => ":real:0:1",
        { IsOrdered: true } => FormattableString.Invariant($":int:0:{gene.LevelCount - 1}"),
        _ => FormattableString.Invariant($":list:{gene.LevelCount}"),
    });

    private Candidate Read(string line)
    {
        var values = line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return _settings.Space.Space.Create(_settings.Space.Space.Genes.Select((gene, index) => (gene.Name, Value: gene.LevelCount is null ? gene.FromUnit(values[index]) : gene.Level((long)values[index])))
            .ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
    }
}
