using System.Numerics;

namespace Sweetspot.Core;

/// <summary>Makes children on flat arrays.</summary>
/// <remarks>
/// Each individual takes part in two tournaments a generation, as in the original program of NSGA-II. Which genes are crossed, and which way round, is read from
/// the bits of one random word; the next gene to mutate is found by the geometric distribution of the gaps. Both save a draw for each gene.
/// </remarks>
internal sealed class Breeder
{
    private readonly FlatGene[] _genes;
    private readonly double _crossoverRate;
    private readonly double _logOfKeeping; // ln(1 − mutation rate)
    private readonly RandomStream _random;
    private readonly int[] _turns;
    private readonly bool _isReal;
    private int _turn;

    public Breeder(EvolutionSettings settings, RandomStream random)
    {
        (_genes, _crossoverRate, _random) = ([.. settings.Genes], settings.CrossoverRate, random);
        _logOfKeeping = Math.Log(1 - (1.0 / _genes.Length)); // −∞ for one gene: always
        _turns = [.. Enumerable.Range(0, settings.PopulationSize)];
        _turn = _turns.Length;
        _isReal = Array.TrueForAll(_genes, gene => gene.Kind == FlatGeneKind.Real);
    }

    /// <summary>Draws individuals, each gene uniformly.</summary>
    public void Draw(Span<double> individuals)
    {
        for (var start = 0; start < individuals.Length; start += _genes.Length)
        {
            for (var gene = 0; gene < _genes.Length; gene++)
            {
                individuals[start + gene] = At(_genes[gene], _random.NextDouble());
            }
        }
    }

    /// <summary>Writes as many children as there are parents.</summary>
    public void Breed(ReadOnlySpan<double> parents, Survival survival, Span<double> children)
    {
        var width = _genes.Length;
        for (var start = 0; start < children.Length; start += 2 * width)
        {
            var one = children.Slice(start, width);
            var other = children.Slice(start + width, width);
            parents.Slice(Winner(survival) * width, width).CopyTo(one);
            parents.Slice(Winner(survival) * width, width).CopyTo(other);
            if (_random.NextDouble() < _crossoverRate)
            {
                Cross(one, other);
            }
        }

        Mutate(children);
    }

    private int Winner(Survival survival)
    {
        var (one, other) = (Next(), Next());
        return survival.Prefers(other, one) ? other : one;
    }

    private int Next()
    {
        if (_turn == _turns.Length)
        {
            _random.Shuffle<int>(_turns);
            _turn = 0;
        }

        return _turns[_turn++];
    }

    private void Cross(Span<double> one, Span<double> other)
    {
        for (var first = 0; first < one.Length; first += 64)
        {
            var count = Math.Min(64, one.Length - first);
            var crossed = _random.NextUInt64() & (ulong.MaxValue >> (64 - count));
            var turned = _random.NextUInt64();
            while (crossed != 0)
            {
                var bit = BitOperations.TrailingZeroCount(crossed);
                crossed &= crossed - 1;
                var gene = first + bit;
                var (left, right) = (one[gene], other[gene]);
                if (left != right)
                {
                    (one[gene], other[gene]) = Crossed(_genes[gene], left, right, (turned >> bit & 1) == 0);
                }
            }
        }
    }

    private (double One, double Other) Crossed(in FlatGene gene, double left, double right, bool isTurned)
    {
        if (gene.Kind == FlatGeneKind.Categorical)
        {
            return (right, left);
        }

        var half = (isTurned ? -0.5 : 0.5) * Operators.Spread(_random.NextDouble()) * (right - left);
        var middle = (left + right) * 0.5;
        var (one, other) = (Clamp(gene, middle - half), Clamp(gene, middle + half));
        return _isReal || gene.Kind == FlatGeneKind.Real ? (one, other) : (Math.Round(one), Math.Round(other));
    }

    private void Mutate(Span<double> children)
    {
        var position = -1L;
        while (true)
        {
            position += 1 + (long)Math.Min(children.Length, Math.Log(1 - _random.NextDouble()) / _logOfKeeping);
            if (position >= children.Length)
            {
                return;
            }

            ref var value = ref children[(int)position];
            value = Mutated(_genes[position % _genes.Length], value);
        }
    }

    private double Mutated(in FlatGene gene, double value)
    {
        if (gene.High == gene.Low)
        {
            return value;
        }

        if (gene.Kind == FlatGeneKind.Categorical)
        {
            var other = (double)_random.Next((int)gene.High);
            return other >= value ? other + 1 : other;
        }

        var range = gene.High - gene.Low;
        var moved = gene.Low + (range * Operators.Polynomial((value - gene.Low) / range, _random.NextDouble()));
        if (gene.Kind == FlatGeneKind.Real)
        {
            return Clamp(gene, moved);
        }

        moved = Clamp(gene, Math.Round(moved));
        return moved != value ? moved : value == gene.Low || (value != gene.High && _random.NextDouble() < 0.5) ? value + 1 : value - 1;
    }

    private static double Clamp(in FlatGene gene, double value) => Math.Min(Math.Max(value, gene.Low), gene.High);

    private static double At(in FlatGene gene, double unit) => gene.Kind == FlatGeneKind.Real
        ? Clamp(gene, gene.Low + (unit * (gene.High - gene.Low)))
        : Clamp(gene, gene.Low + Math.Floor(unit * (gene.High - gene.Low + 1)));
}
