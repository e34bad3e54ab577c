using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>What else runs on this machine at a moment when nothing of ours should.</summary>
public static class MachineLoad
{
    /// <summary>Begins the remark in an origin's detail that others kept the cores busy.</summary>
    public const string BusyMachine = "busy machine";

    private const string Source = "/proc/loadavg";

    /// <summary>Tasks that run or wait for a core, this one left out; null where the system does not say.</summary>
    /// <remarks>The count of the moment, not the load average, which still holds the trainings that have just let go.</remarks>
    public static int? OthersRunning() => File.Exists(Source) ? Parse(File.ReadAllText(Source)) : null;

    /// <summary>A warning where others may have taken this thread's core; null where not.</summary>
    public static string? Warning(int? others, int cores) => others is { } tasks && tasks >= cores
        ? FormattableString.Invariant($"{BusyMachine}: {Counted.Of(tasks, "other task")} on {Counted.Of(cores, "core")}, the value may be too slow")
        : null;

    /// <summary>Reads the fourth field of a line such as <c>0.20 0.18 0.12 2/80 11206</c>.</summary>
    internal static int? Parse(string line) =>
        line.Split(' ') is [_, _, _, var tasks, ..] && int.TryParse(tasks.Split('/')[0], CultureInfo.InvariantCulture, out var running)
            ? Math.Max(0, running - 1)
            : null;
}
