namespace Sweetspot.Training;

/// <summary>What this machine's processor says that it can do.</summary>
public static class CpuFeatures
{
    private const string Source = "/proc/cpuinfo";
    private static readonly HashSet<string> s_bfloat16 = ["avx512_bf16", "amx_bf16", "bf16"]; // the last is Arm's

    /// <summary>Whether it multiplies bfloat16 numbers; false where the system does not say.</summary>
    public static bool HasBFloat16 => File.Exists(Source) && SaysBFloat16(File.ReadLines(Source));

    /// <summary>Reads lines such as <c>flags : fpu sse avx512_bf16</c> or <c>Features : fp asimd bf16</c>.</summary>
    internal static bool SaysBFloat16(IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal))
        .Any(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ').Any(s_bfloat16.Contains));
}
