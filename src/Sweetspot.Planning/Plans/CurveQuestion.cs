namespace Sweetspot.Planning;

/// <summary>What is asked of a learning curve of one's own runs.</summary>
/// <param name="Law">The curve.</param>
/// <param name="Size">The size whose error is asked; null: a target is.</param>
/// <param name="TargetError">The error whose size is asked; null: a size is.</param>
public sealed record CurveQuestion(OwnLaw Law, double? Size, double? TargetError);
