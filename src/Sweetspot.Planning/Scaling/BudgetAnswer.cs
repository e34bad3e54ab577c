namespace Sweetspot.Planning;

/// <summary>The best size for a budget, with what is not known about it.</summary>
/// <param name="Best">Size, tokens and loss.</param>
/// <param name="Parameters">Where the best size lies at 95 %.</param>
/// <param name="Tokens">Where its tokens lie.</param>
/// <param name="TokensPerParameter">Where their ratio lies.</param>
/// <param name="Loss">Where the law's loss lies, without the scatter of single runs.</param>
/// <param name="Flat">Sizes whose loss at this budget is within 1 % of the best.</param>
/// <param name="IsExtrapolated">More than 10 times the largest run.</param>
public sealed record BudgetAnswer(
    ComputeOptimum Best, Interval? Parameters, Interval? Tokens, Interval? TokensPerParameter, Interval? Loss, Interval Flat, bool IsExtrapolated);
