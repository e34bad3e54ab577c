namespace Sweetspot.Core;

/// <summary>The chosen model beside a reference that needs no search.</summary>
/// <param name="Name">What the reference is.</param>
/// <param name="Quality">Its quality.</param>
/// <param name="Difference">How much better the chosen one is; negative where it is worse.</param>
/// <param name="StandardError">Standard error of the difference; null where not known.</param>
/// <param name="Text">The same in words.</param>
public sealed record BaselineComparison(string Name, double Quality, double Difference, double? StandardError, string Text)
{
    /// <summary>Whether the chosen one is better by more than the standard error.</summary>
    public bool IsBeaten => Difference > (StandardError ?? 0);

    /// <summary>Whether the chosen one is worse by more than the standard error.</summary>
    public bool IsWorse => Difference < -(StandardError ?? 0);
}
