namespace Sweetspot.Core;

/// <summary>What a proposal is to improve.</summary>
internal enum Aim
{
    /// <summary>The whole front.</summary>
    Front,

    /// <summary>The part of the front that may be recommended: where quality is at most the scatter of a single training worse than the best seen.</summary>
    Recommendation,
}
