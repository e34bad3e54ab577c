using System.Globalization;

namespace Sweetspot.Execution;

/// <summary>
/// Reads how many processes Linux has killed because memory ran out: those of this process's own control group, in which its workers are too, where the
/// system tells (memory.events; in version 1 memory.oom_control), else those of the whole machine.
/// </summary>
internal static class MemoryKillCounter
{
    private const string Counter = "oom_kill ";

    /// <summary>A reader of the nearest counter that there is; it gives null where there is none.</summary>
    /// <param name="root">Folder in which <c>proc</c> and <c>sys</c> are.</param>
    public static Func<long?> Find(string root = "/")
    {
        var groups = Path.Combine(root, "sys", "fs", "cgroup");
        var source = Lines(Path.Combine(root, "proc", "self", "cgroup")).SelectMany(line => FilesOf(groups, line))
            .Append(Path.Combine(root, "proc", "vmstat")).FirstOrDefault(path => Read(path) is not null);
        return () => source is null ? null : Read(source);
    }

    /// <summary>Where a line such as <c>0::/user.slice</c> or <c>4:memory:/docker/1f</c> says that counters are; in a container its own group may be the root.</summary>
    private static string[] FilesOf(string groups, string line) => line.Split(':', 3) switch
    {
        ["0", "", var group] => [Path.Join(groups, group, "memory.events"), Path.Join(groups, "memory.events")],
        [_, var controllers, var group] when controllers.Split(',').Contains("memory") =>
            [Path.Join(groups, "memory", group, "memory.oom_control"), Path.Join(groups, "memory", "memory.oom_control")],
        _ => [],
    };

    private static long? Read(string path) =>
        Lines(path).FirstOrDefault(line => line.StartsWith(Counter, StringComparison.Ordinal)) is { } line
        && long.TryParse(line.AsSpan(Counter.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // hidden in this container: the reason then names both possibilities
        }
    }
}
