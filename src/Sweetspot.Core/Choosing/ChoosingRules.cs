namespace Sweetspot.Core;

/// <summary>Names of the choosing rules, as in study files and JSON.</summary>
public static class ChoosingRules
{
    /// <summary><c>one-standard-error</c>, <c>knee</c> or <c>utility</c>.</summary>
    public static string Name(this ChoosingRule rule) => rule switch
    {
        ChoosingRule.OneStandardError => "one-standard-error",
        ChoosingRule.Knee => "knee",
        ChoosingRule.Utility => "utility",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "not a rule"),
    };

    /// <summary>The rule of that name.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public static ChoosingRule Parse(string name)
    {
        foreach (var rule in Enum.GetValues<ChoosingRule>())
        {
            if (rule.Name() == name)
            {
                return rule;
            }
        }

        throw new UserInputException($"choose.rule: \"{name}\" is not a rule; use one-standard-error, knee or utility");
    }
}
