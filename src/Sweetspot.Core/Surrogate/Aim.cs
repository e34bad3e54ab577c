namespace Sweetspot.Core;

/// <summary>What a proposal is to improve.</summary>
internal enum Aim
{
    /// <summary>The whole front.</summary>
    Front,

    /// <summary>Before all else the part of the front that may be recommended: where quality is at most the scatter of a single training, or a hundredth of the range, worse than the best that may be chosen.</summary>
    Recommendation,
}
