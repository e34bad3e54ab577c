namespace Sweetspot.Planning;

/// <summary>Something that a plan is limited by.</summary>
/// <param name="Name"><c>compute</c>, <c>unique data</c>, <c>time per token</c>, …</param>
/// <param name="Binds">Whether more of it would help at all.</param>
/// <param name="Gain">How much loss a tenth more of it takes off; null where the limit is not one of loss.</param>
public sealed record PlanLimit(string Name, bool Binds, double? Gain);
