using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>
/// Finds the best way to train each shape on each number of devices: all candidates where there are few, else <see cref="EvolutionEngine"/> (NSGA-II) over the whole space and then, for
/// each number of devices, all ways to split the shapes around the best that it came to.
/// </summary>
public sealed class PlanSearch
{
    /// <summary>More candidates than this are searched, not listed.</summary>
    public const long MostListed = 600_000;

    private const int Population = 200;
    private const int Generations = 150;
    private const double Penalty = 1e12;
    private const int Beside = 2;
    private const int GenesOfDense = 7;
    private const int Objectives = 3;

    private readonly PlanSpace _space;
    private readonly PlanEvaluator _evaluator;
    private readonly Func<PlanPoint, double> _objective;
    private readonly long _mostListed;
    private readonly (PlanGenes Genes, PlanPoint Point)?[] _best; // [shape × devices]
    private readonly bool[] _isListed;
    private readonly int _genes;
    private readonly int _contextGene;

    /// <summary>Of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="evaluator">What works candidates out.</param>
    /// <param name="objective">What is to be small of a candidate, beside its devices and its time.</param>
    /// <param name="mostListed">How many candidates are all worked out.</param>
    public PlanSearch(PlanSpace space, PlanEvaluator evaluator, Func<PlanPoint, double> objective, long mostListed = MostListed)
    {
        (_space, _evaluator, _objective, _mostListed) = (space, evaluator, objective, mostListed);
        _best = new (PlanGenes, PlanPoint)?[space.Shapes.Length * space.Devices.Length];
        _isListed = new bool[_best.Length];
        _contextGene = GenesOfDense + (space.Experts.Length > 1 ? 1 : 0);
        _genes = _contextGene + (space.Contexts.Length > 1 ? 1 : 0);
    }

    /// <summary>Candidates worked out.</summary>
    public long Evaluated { get; private set; }

    /// <summary>Whether all of the space was.</summary>
    public bool IsExhaustive { get; private set; }

    /// <summary>The fastest possible way of each shape and number of devices that was listed; of those where none is possible, the nearest to it.</summary>
    public IReadOnlyList<(PlanGenes Genes, PlanPoint Point)> Found => [.. _best.Where(best => best is not null).Select(best => best!.Value)];

    /// <summary>Searches.</summary>
    public void Run()
    {
        IsExhaustive = _space.Count <= _mostListed;
        if (IsExhaustive)
        {
            for (var shape = 0; shape < _space.Shapes.Length; shape++)
            {
                for (var devices = 0; devices < _space.Devices.Length; devices++)
                {
                    List(shape, devices);
                }
            }
        }
        else
        {
            Evolve();
        }
    }

    /// <summary>Works out all ways to split a shape on a number of devices.</summary>
    public void List(int shape, int devices)
    {
        var place = (shape * _space.Devices.Length) + devices;
        if (_isListed[place])
        {
            return;
        }

        _isListed[place] = true;
        for (var tensor = 0; tensor < _space.Tensors.Length; tensor++)
        {
            for (var pipeline = 0; pipeline < _space.Pipelines.Length; pipeline++)
            {
                if (_space.Devices[devices] % (_space.Tensors[tensor] * _space.Pipelines[pipeline]) != 0)
                {
                    continue; // no such split
                }

                List(new PlanGenes(shape, devices, tensor, pipeline, 0, 0, 0), place, _space.Devices[devices] / (_space.Tensors[tensor] * _space.Pipelines[pipeline]));
            }
        }
    }

    /// <summary>All ways to spread experts and to cut sequences over the devices that are left to each stage.</summary>
    private void List(PlanGenes stages, int place, int left)
    {
        for (var expert = 0; expert < _space.Experts.Length; expert++)
        {
            for (var context = 0; context < _space.Contexts.Length; context++)
            {
                if (left % _space.Experts[expert] == 0 && left % _space.Contexts[context] == 0)
                {
                    List(stages with { Expert = expert, Context = context }, place);
                }
            }
        }
    }

    /// <summary>All ways to share the state, to batch sequences and to work out again, of one way to split the work. Sequences that are cut are not batched too.</summary>
    private void List(PlanGenes split, int place)
    {
        var batches = split.Context == 0 ? _space.MicroBatches.Length : 1;
        for (var zero = 0; zero < PlanSpace.ZeroStages; zero++)
        {
            for (var micro = 0; micro < batches; micro++)
            {
                for (var recompute = 0; recompute < PlanSpace.Recomputes; recompute++)
                {
                    Look(split with { Zero = zero, Micro = micro, Recompute = recompute }, place);
                }
            }
        }
    }

    private void Look(in PlanGenes genes, int place)
    {
        var point = _evaluator.Evaluate(genes);
        Evaluated++;
        if (_best[place] is not { } best || IsBetter(point, best.Point))
        {
            _best[place] = (genes, point);
        }
    }

    /// <summary>Keeping the limits comes first, then speed; of equally fast ones, the one that fills less memory.</summary>
    private static bool IsBetter(in PlanPoint one, in PlanPoint other) => one.Violation != other.Violation ? one.Violation < other.Violation
        : one.TokensPerSecond != other.TokensPerSecond ? one.TokensPerSecond > other.TokensPerSecond
        : one.MemoryBytes < other.MemoryBytes;

    private void Evolve()
    {
        var engine = new EvolutionEngine(
            new EvolutionSettings
            {
                Genes =
                [
                    FlatGene.Ordinal(_space.Shapes.Length), FlatGene.Ordinal(_space.Devices.Length), FlatGene.Ordinal(_space.Tensors.Length), FlatGene.Ordinal(_space.Pipelines.Length),
                    FlatGene.Ordinal(PlanSpace.ZeroStages), FlatGene.Ordinal(_space.MicroBatches.Length), FlatGene.Categorical(PlanSpace.Recomputes),
                    .. _contextGene > GenesOfDense ? [FlatGene.Ordinal(_space.Experts.Length)] : Array.Empty<FlatGene>(),
                    .. _genes > _contextGene ? [FlatGene.Ordinal(_space.Contexts.Length)] : Array.Empty<FlatGene>(),
                ],
                Objectives = Objectives,
                PopulationSize = Population,
            },
            Evaluate);
        for (var generation = 0; generation < Generations; generation++)
        {
            engine.Advance();
        }

        Polish(engine.Genes, engine.Objectives);
    }

    private void Evaluate(ReadOnlySpan<double> genes, Span<double> objectives)
    {
        for (var individual = 0; individual < objectives.Length / Objectives; individual++)
        {
            var candidate = Of(genes.Slice(individual * _genes, _genes));
            var point = _evaluator.Evaluate(candidate);
            Evaluated++;
            var values = objectives.Slice(individual * Objectives, Objectives);
            if (point.IsFeasible)
            {
                (values[0], values[1], values[2]) = (_objective(point), _space.Devices[candidate.Devices], point.Seconds);
            }
            else
            {
                values.Fill(Penalty * (1 + point.Violation));
            }
        }
    }

    /// <summary>Of each number of devices, lists the ways to split the best shape that the evolution ended with and the shapes next to it.</summary>
    private void Polish(ReadOnlySpan<double> genes, ReadOnlySpan<double> values)
    {
        var best = new (int Shape, double Value)?[_space.Devices.Length];
        for (var individual = 0; individual < genes.Length / _genes; individual++)
        {
            var (found, value) = (Of(genes.Slice(individual * _genes, _genes)), values[individual * Objectives]);
            if (best[found.Devices] is not { } other || value < other.Value)
            {
                best[found.Devices] = (found.Shape, value);
            }
        }

        for (var devices = 0; devices < best.Length; devices++)
        {
            for (var shape = best[devices]?.Shape - Beside ?? 0; shape <= (best[devices]?.Shape + Beside ?? -1); shape++)
            {
                if (shape >= 0 && shape < _space.Shapes.Length)
                {
                    List(shape, devices);
                }
            }
        }
    }

    private PlanGenes Of(ReadOnlySpan<double> genes)
    {
        var context = _genes > _contextGene ? (int)genes[_contextGene] : 0;
        return new PlanGenes(
            (int)genes[0], (int)genes[1], (int)genes[2], (int)genes[3], (int)genes[4], context == 0 ? (int)genes[5] : 0, (int)genes[6],
            _contextGene > GenesOfDense ? (int)genes[GenesOfDense] : 0, context);
    }
}
