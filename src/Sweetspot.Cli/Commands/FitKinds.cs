using System.Collections.Immutable;

namespace Sweetspot.Cli;

/// <summary>The words of <see cref="FitKind"/>; a curve has its own flags.</summary>
internal static class FitKinds
{
    /// <summary>As written after <c>--law</c>.</summary>
    public static ImmutableSortedDictionary<FitKind, string> Words { get; } = new Dictionary<FitKind, string>
    {
        [FitKind.Chinchilla] = "chinchilla",
        [FitKind.RepeatedData] = "repeated-data",
        [FitKind.OverTraining] = "over-training",
        [FitKind.Experts] = "experts",
    }.ToImmutableSortedDictionary();
}
