namespace Sweetspot.Training;

/// <summary>Names in a message, not too many of them.</summary>
internal static class Listing
{
    private const int Most = 8;

    public static string Of(IReadOnlyCollection<string> names) => names.Count <= Most
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more";
}
