namespace Sweetspot.Training;

/// <summary>Wall-clock time that all trainings of one trial may take together: its teacher's, a dense one, the last. Waiting for measurements does not count.</summary>
/// <param name="limit">The limit; null: none.</param>
internal sealed class TrialTime(TimeSpan? limit)
{
    private double _spent;

    /// <summary>The whole limit, where a training that has run for so many seconds is beyond what is left of it; null while it is not.</summary>
    public TimeSpan? Beyond(double seconds) => limit is { } most && _spent + seconds > most.TotalSeconds ? most : null;

    /// <summary>Counts a training that has ended.</summary>
    public void Spend(double seconds) => _spent += seconds;
}
