using System.Diagnostics;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Processor seconds of this process: what else the machine does counts little.</summary>
internal static class CpuTime
{
    public static double Seconds
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }
}
