namespace Sweetspot.Core;

/// <summary>
/// NSGA-II (Deb et al. 2002, doi:10.1109/4235.996017) or NSGA-III (Deb and Jain 2014, doi:10.1109/TEVC.2013.2281535) on flat arrays, for objectives that
/// are computed at once: binary tournaments, simulated binary crossover, polynomial mutation of one gene in the mean, the best of parents and children
/// survive. A generation allocates nothing. Not thread-safe.
/// </summary>
public sealed class EvolutionEngine
{
    private readonly EvolutionSettings _settings;
    private readonly BatchEvaluator _evaluate;
    private readonly Breeder _breeder;
    private readonly Survival _survival;
    private readonly int _size;
    private readonly int _width;
    private readonly double[] _genes; // [2n × genes]: parents, then children
    private readonly double[] _values; // [2n × objectives]

    /// <summary>Draws and evaluates a first population.</summary>
    /// <exception cref="ArgumentException">There is no gene or objective, the population is odd or below 4, or a value is not finite.</exception>
    public EvolutionEngine(EvolutionSettings settings, BatchEvaluator evaluate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Genes.Length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Objectives, 1);
        if (settings.PopulationSize < 4 || settings.PopulationSize % 2 != 0)
        {
            throw new ArgumentException($"a population of {settings.PopulationSize} is not an even number of 4 or more", nameof(settings));
        }

        (_settings, _evaluate, _size, _width) = (settings, evaluate, settings.PopulationSize, settings.Genes.Length);
        var random = RandomStream.For(settings.Seed, 0, "engine");
        _breeder = new Breeder(settings, random);
        _survival = settings.UsesReferenceDirections
            ? new ReferenceSurvival(_size, 2 * _size, settings.Objectives, random)
            : new CrowdingSurvival(_size, 2 * _size, settings.Objectives);
        _genes = new double[2 * _size * _width];
        _values = new double[2 * _size * settings.Objectives];
        _breeder.Draw(_genes.AsSpan(0, _size * _width));
        _evaluate(Genes, _values.AsSpan(0, _size * settings.Objectives));
        _ = _survival.Select(Objectives);
        Evaluations = _size;
    }

    /// <summary>[population × genes], row-major.</summary>
    public ReadOnlySpan<double> Genes => _genes.AsSpan(0, _size * _width);

    /// <summary>[population × objectives], row-major.</summary>
    public ReadOnlySpan<double> Objectives => _values.AsSpan(0, _size * _settings.Objectives);

    /// <summary>Evaluations so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Breeds, evaluates and selects one generation.</summary>
    /// <exception cref="ArgumentException">The evaluator gave a value that is not finite.</exception>
    public void Advance()
    {
        var children = _genes.AsSpan(_size * _width);
        _breeder.Breed(Genes, _survival, children);
        _evaluate(children, _values.AsSpan(_size * _settings.Objectives));
        Evaluations += _size;
        Keep(_survival.Select(_values));
    }

    /// <summary>Surviving children take the places of parents that do not survive.</summary>
    private void Keep(ReadOnlySpan<bool> survives)
    {
        var parent = 0;
        for (var child = _size; child < 2 * _size; child++)
        {
            if (!survives[child])
            {
                continue;
            }

            while (survives[parent])
            {
                parent++;
            }

            Copy(_genes, _width, child, parent);
            Copy(_values, _settings.Objectives, child, parent);
            _survival.Move(child, parent);
            parent++;
        }
    }

    private static void Copy(double[] rows, int width, int from, int to) => rows.AsSpan(from * width, width).CopyTo(rows.AsSpan(to * width));
}
