namespace Sweetspot.Core;

/// <summary>What a rule decided.</summary>
internal sealed record RuleDecision(JudgedFinalist Chosen, string Rule, string Reason);
