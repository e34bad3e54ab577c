namespace Sweetspot.Planning;

/// <summary>Relative errors within which eight of ten predictions lay, on measurements of groups left out of the fit (docs/serving-costs.md).</summary>
internal static class ServingSpread
{
    /// <summary>A token of an engine for one user.</summary>
    public const double LocalDecode = 0.20;

    /// <summary>A prompt of such an engine.</summary>
    public const double LocalPrefill = 0.60;

    /// <summary>A prompt of an engine for many users, alone.</summary>
    public const double ServerPrefill = 0.40;

    /// <summary>Time between tokens under load.</summary>
    public const double PerToken = 0.25;

    /// <summary>Time to the first token under load.</summary>
    public const double FirstToken = 0.80;

    /// <summary>Tokens a second under load.</summary>
    public const double Throughput = 0.35;
}
