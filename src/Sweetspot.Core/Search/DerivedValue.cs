using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>A value computed from genes (<c>width: "64 * d64"</c>), read like a gene but never searched.</summary>
/// <param name="Name">Its name, distinct from every gene's.</param>
/// <param name="Text">The expression as the user wrote it.</param>
/// <param name="Names">Names of the genes it reads.</param>
/// <param name="Compute">Its value; null where it reads an inactive gene.</param>
public sealed record DerivedValue(string Name, string Text, ImmutableArray<string> Names, Func<ValueLookup, GeneValue?> Compute);
