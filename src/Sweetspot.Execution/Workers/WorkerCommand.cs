using System.Diagnostics;
using System.Reflection;

namespace Sweetspot.Execution;

/// <summary>A program and its arguments.</summary>
/// <param name="FileName">Path of the program.</param>
/// <param name="Arguments">Passed as they are; no shell reads them.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    // One thread each: two OpenMP threads on busy cores spin against each other. Start-up and memory count for more than peak speed of managed code.
    private static readonly (string Name, string Value)[] s_environment =
    [
        ("OMP_NUM_THREADS", "1"), ("MKL_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1"),
        ("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_TieredPGO", "0"),
    ];

    /// <summary>This very program, with other arguments.</summary>
    /// <exception cref="WorkerException">The program's own path is unknown.</exception>
    public static WorkerCommand OfThisProgram(params IEnumerable<string> arguments)
    {
        var path = Environment.ProcessPath ?? throw new WorkerException("the path of this program is unknown, so no worker can be started");
        return Path.GetFileNameWithoutExtension(path) == "dotnet" && Assembly.GetEntryAssembly()?.Location is { Length: > 0 } assembly
            ? new WorkerCommand(path, [assembly, .. arguments])
            : new WorkerCommand(path, [.. arguments]);
    }

    /// <summary>How to start it with its three streams in our hands.</summary>
    internal ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(FileName, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in s_environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
