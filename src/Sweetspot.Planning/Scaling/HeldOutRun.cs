namespace Sweetspot.Planning;

/// <summary>One run that the law did not see, and what it expected of it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Predicted">Expected loss.</param>
/// <param name="Interval">Where it should lie at 95 %; null without resamples.</param>
public readonly record struct HeldOutRun(TrainingRun Run, double Predicted, Interval? Interval)
{
    /// <summary>Expected over measured, minus 1.</summary>
    public double RelativeError => (Predicted / Run.Loss) - 1;
}
