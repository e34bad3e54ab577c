using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>When a gene is active (<c>when: "family == 'cnn'"</c>).</summary>
/// <param name="Text">The expression as the user wrote it.</param>
/// <param name="Names">Names of the genes it reads; each stands earlier in the space.</param>
/// <param name="Holds">Whether it holds; a condition that reads an inactive gene does not.</param>
public sealed record Condition(string Text, ImmutableArray<string> Names, Func<ValueLookup, bool> Holds);
