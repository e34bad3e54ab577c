using System.Runtime.InteropServices;

namespace Sweetspot.Training;

/// <summary>CPU time of the calling thread on Linux, of the process elsewhere.</summary>
/// <remarks>Training runs on one thread; the thread's clock leaves out the just-in-time compiler and whatever else the process does.</remarks>
internal static class CpuClock
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>CPU seconds so far; only differences taken on one thread mean anything.</summary>
    public static double Seconds => OperatingSystem.IsLinux() && Read(ThreadClock, out var time) == 0
        ? time.Seconds + (time.Nanoseconds * 1e-9)
        : Environment.CpuUsage.TotalTime.TotalSeconds;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out ClockTime time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ClockTime
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
