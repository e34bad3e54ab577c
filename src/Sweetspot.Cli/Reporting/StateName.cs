using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Names of trial states in files and JSON.</summary>
internal static class StateName
{
    /// <summary>In lower case, words joined by an underscore: <c>timed_out</c>.</summary>
    public static string Of(TrialState state) => state == TrialState.TimedOut ? "timed_out" : state.ToString().ToLowerInvariant();
}
