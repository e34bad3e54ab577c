using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The law behind an answer, in a line: which, whose, over what range.</summary>
internal static class LawText
{
    public static string Of(PlanLaw law)
    {
        var range = law.Runs is { } runs ? $", runs to {PlanNumber.Power(runs.Flops)} FLOP, {PlanNumber.Count(runs.Parameters)} parameters, {PlanNumber.Count(runs.Tokens)} tokens" : "";
        var spread = law.Resampled.IsEmpty ? " It gives no intervals." : law.Scatter is null ? " Intervals are of the law, without the scatter of single runs." : "";
        return $"Law: {law.Name}{(law.IsDefault ? " (the default; --law names another)" : "")}, {law.Source}; {law.Domain}{range}.{spread}";
    }
}
