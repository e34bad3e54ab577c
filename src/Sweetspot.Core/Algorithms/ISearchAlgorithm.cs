namespace Sweetspot.Core;

/// <summary>Proposes candidates and learns from their trials. Knows no hardware, no storage.</summary>
/// <remarks>
/// Its state is a pure function of the seed and of what it was asked and told: proposal <c>n</c> draws from the stream
/// <c>(seed, n, "propose")</c> only. No candidate is proposed twice at one fidelity.
/// </remarks>
public interface ISearchAlgorithm
{
    /// <summary>
    /// Up to <paramref name="count"/> new candidates, numbered on from the last. Fewer (or none) where it waits for pending trials
    /// (a generation is not complete), or where <see cref="IsExhausted"/>.
    /// </summary>
    /// <exception cref="ImpossibleSpaceException">No feasible candidate was found within the bounded number of tries.</exception>
    IReadOnlyList<Candidate> Ask(int count);

    /// <summary>
    /// Tells trials that have ended, in order of ending. A trial that this instance never proposed (resume) is taken over as
    /// proposed: replaying a stored history restores the state. Only trials of purpose <see cref="TrialPurpose.Search"/> count.
    /// </summary>
    void Tell(IReadOnlyList<Trial> trials);

    /// <summary>Takes over trials that were asked for before (resume) and have not ended: they are pending, and not proposed again.</summary>
    void Resume(IReadOnlyList<Trial> pending);

    /// <summary>Whether every feasible point of the space has been proposed.</summary>
    bool IsExhausted { get; }

    /// <summary>How much to spend on a candidate that was just asked for; null: what the study spends on all.</summary>
    Fidelity? FidelityOf(Candidate candidate) => null;

    /// <summary>Candidates that are asked for and have not ended, or that may yet be asked for at a higher level: what is kept of their trainings is of use. Empty where all trainings are whole.</summary>
    IReadOnlyCollection<Candidate> GoingOn => [];

    /// <summary>Whether nothing more is to be expected of further trials; then none is proposed. Follows from what was told, so it is the same after a resume.</summary>
    bool HasConverged => false;
}
