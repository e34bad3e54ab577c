namespace Sweetspot.Cli;

/// <summary>The laws that <c>fit</c> knows.</summary>
internal enum FitKind
{
    /// <summary>Loss by parameters and tokens.</summary>
    Chinchilla,

    /// <summary>The same where tokens are seen more than once.</summary>
    RepeatedData,

    /// <summary>Loss by parameters and tokens a parameter.</summary>
    OverTraining,

    /// <summary>Loss by parameters a token meets and number of experts.</summary>
    Experts,

    /// <summary>Error by one size.</summary>
    Curve,
}
