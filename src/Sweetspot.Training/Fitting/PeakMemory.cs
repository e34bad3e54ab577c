using System.Diagnostics;
using System.Globalization;

namespace Sweetspot.Training;

/// <summary>Largest resident memory of this process since the last reset, where the system can be asked to forget; else since its start.</summary>
public static class PeakMemory
{
    /// <summary>Forgets the peak so far.</summary>
    /// <returns>Whether the system could (Linux only).</returns>
    public static bool TryReset()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                File.WriteAllText("/proc/self/clear_refs", "5");
                return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // a container may refuse it: the peak since the start is taken and said to be so
        }

        return false;
    }

    /// <summary>The peak in bytes.</summary>
    public static long Read()
    {
        const string name = "VmHWM:";
        if (OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line)
        {
            return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
