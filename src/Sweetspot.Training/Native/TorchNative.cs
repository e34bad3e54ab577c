using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.Win32.SafeHandles;

namespace Sweetspot.Training;

/// <summary>Makes TorchSharp's native library load where the system's libstdc++ is older than the one it was linked with (Debian 12).</summary>
/// <remarks>
/// libLibTorchSharp.so needs version GLIBCXX_3.4.32 for one marker symbol that no relocation uses. The runtime raises
/// <see cref="AssemblyLoadContext.ResolvingUnmanagedDll"/> only after the ordinary load failed; then a copy in memory whose need is marked weak is
/// loaded. Nothing on disk changes, and newer systems, Windows and macOS never get here.
/// </remarks>
public static class TorchNative
{
    private const string Library = "LibTorchSharp";
    private const string FileName = "lib" + Library + ".so";
    private const uint CloseOnExec = 1;
    private static readonly Lock Gate = new();
    private static nint _handle;
    private static int _registered;

    /// <summary>How the native library was found: <c>system</c>, or <c>weakened copy of PATH</c>.</summary>
    public static string LoadedFrom { get; private set; } = "system";

    /// <summary>Adds the load hook once. Called when this assembly is loaded; call it before any use of TorchSharp from another assembly.</summary>
    public static void Register()
    {
        if (OperatingSystem.IsLinux() && Interlocked.Exchange(ref _registered, 1) == 0)
        {
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == Library ? LoadWeakened() : 0;
        }
    }

#pragma warning disable CA2255 // The hook must be there before TorchSharp's first use, wherever that is.
    [ModuleInitializer]
    internal static void RegisterOnLoad() => Register();
#pragma warning restore CA2255

    private static nint LoadWeakened()
    {
        lock (Gate)
        {
            return _handle != 0 ? _handle : _handle = LoadWeakenedOnce();
        }
    }

    private static nint LoadWeakenedOnce()
    {
        if (Find(FileName) is not { } path)
        {
            return 0;
        }

        var image = File.ReadAllBytes(path);
        if (!ElfVersionNeeds.Weaken(image, "GLIBCXX_3.4.32"))
        {
            return 0; // some other fault: TorchSharp reports it
        }

        LoadDependencies(Path.GetDirectoryName(Find("libtorch.so") ?? path)!);
        var handle = LoadFromMemory(image);
        if (handle == 0)
        {
            handle = LoadFromTemporaryFile(image);
        }

        if (handle != 0)
        {
            LoadedFrom = $"weakened copy of {path}";
        }

        return handle;
    }

    /// <summary>The copy lies elsewhere, so its $ORIGIN finds nothing: what it needs is loaded first and matched by its name.</summary>
    private static void LoadDependencies(string folder)
    {
        foreach (var dependency in (ReadOnlySpan<string>)["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            NativeLibrary.Load(Path.Combine(folder, dependency));
        }
    }

    private static nint LoadFromMemory(byte[] image)
    {
        var descriptor = CreateMemoryFile(FileName, CloseOnExec);
        if (descriptor < 0)
        {
            return 0;
        }

        using var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        file.Write(image);
        return NativeLibrary.TryLoad($"/proc/self/fd/{descriptor}", out var handle) ? handle : 0;
    }

    private static nint LoadFromTemporaryFile(byte[] image)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Library}-{Environment.ProcessId}-{Guid.NewGuid():n}.so");
        try
        {
            File.WriteAllBytes(path, image);
            return NativeLibrary.TryLoad(path, out var handle) ? handle : 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string? Find(string fileName)
    {
        var known = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return known
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"))
            .Select(folder => Path.Combine(folder, fileName))
            .FirstOrDefault(File.Exists);
    }

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CreateMemoryFile([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);
}
