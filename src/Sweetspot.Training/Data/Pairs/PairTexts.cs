using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>The texts of pairs, training rows first, with the names of their columns.</summary>
internal sealed record PairTexts(string SourceColumn, string TargetColumn, ImmutableArray<string> Sources, ImmutableArray<string> Targets);
