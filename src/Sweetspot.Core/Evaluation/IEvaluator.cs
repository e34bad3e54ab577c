namespace Sweetspot.Core;

/// <summary>Turns a candidate into an evaluation.</summary>
public interface IEvaluator
{
    /// <summary>Evaluates one candidate. Expected outcomes (diverged, out of memory) are values, not exceptions.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was recorded.</exception>
    ValueTask<Evaluation> EvaluateAsync(TrialRequest request, CancellationToken cancellationToken);
}
