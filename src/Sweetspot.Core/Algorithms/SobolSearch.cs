namespace Sweetspot.Core;

/// <summary>
/// Fills the space evenly: each proposal goes where the earlier ones left the largest gap, on every gene's unit scale (<see cref="SobolSequence"/>). Points that
/// break a limit are repaired, those proposed before passed over. Never waits for results.
/// </summary>
public sealed class SobolSearch : SequentialSearch
{
    private const int Tries = 64;
    private readonly SobolSequence _sequence;

    /// <summary>Makes one.</summary>
    public SobolSearch(AlgorithmSettings settings)
        : base(settings) =>
        _sequence = new SobolSequence(settings.Space.Space.Genes.Length, RandomStream.For(settings.Seed, 0, "sobol"));

    private protected override Candidate? Propose()
    {
        var (space, random) = (Settings.Space.Space, Stream());
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var unit = _sequence.Next();
            var candidate = space.Decode([.. space.Genes.Select((gene, index) => gene.FromUnit(unit[index]))]);
            if (Settings.Points is not null)
            {
                return Moved(candidate);
            }

            if (Settings.Space.Repair(candidate, random) is { } feasible && !IsProposed(feasible))
            {
                return feasible;
            }
        }

        return Fresh(random);
    }
}
