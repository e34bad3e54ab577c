using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>A limit that a candidate must keep, as g(x) ≤ 0 relative to its bound.</summary>
/// <param name="Text">The expression as the user wrote it: <c>parameters &lt;= 2e6</c>.</param>
/// <param name="Knowledge">The dearest level of what it reads: it can be judged from there on.</param>
/// <param name="Names">Names that it reads.</param>
/// <param name="Evaluate">
/// How far it is broken: 0 or less where it holds, otherwise the excess divided by the bound's magnitude (12 ms of 10 ms is 0.2).
/// Null where it reads something inactive or not yet known: it then does not apply.
/// </param>
/// <param name="Describe">The values seen, for a message: <c>parameters = 2,500,000</c>.</param>
public sealed record Constraint(
    string Text, Knowledge Knowledge, ImmutableArray<string> Names, Func<ValueLookup, double?> Evaluate, Func<ValueLookup, string> Describe)
{
    /// <summary>Relative violation, 0 where the limit holds or does not apply. Never NaN.</summary>
    public double Violation(ValueLookup lookup) => Evaluate(lookup) switch
    {
        null => 0,
        double.NaN => double.MaxValue,
        { } value => Math.Clamp(value, 0, double.MaxValue),
    };
}
