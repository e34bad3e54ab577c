using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Files that the user named to be written.</summary>
internal static class OutputFile
{
    /// <summary>Opens it for writing, over an older one.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public static StreamWriter Create(string path, OutputKind kind) => Try(path, kind, () => new StreamWriter(path));

    /// <summary>Writes bytes to it, over an older one.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public static void Write(string path, OutputKind kind, byte[] bytes) => Try(path, kind, () =>
    {
        File.WriteAllBytes(path, bytes);
        return path;
    });

    /// <summary>Copies a file to it, over an older one.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public static void Copy(string source, string path, OutputKind kind) => Try(path, kind, () =>
    {
        File.Copy(source, path, overwrite: true);
        return path;
    });

    /// <summary>Whether a file can be written there, asked before long work; leaves nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is written as: another file that exists is not replaced.</param>
    /// <param name="inputs">Files and folders that the command reads; null where an input is not given.</param>
    /// <exception cref="UserInputException">It is an input, another file that exists, or a folder, or its folder does not exist or cannot be written to.</exception>
    public static void Check(string path, OutputKind kind, params IEnumerable<string?> inputs)
    {
        CheckInputs(path, inputs);
        CheckPlace(path);
        CheckKind(path, kind);
    }

    /// <summary>That a file to be written is none that is read.</summary>
    /// <exception cref="UserInputException">It is an input, or lies among the studies.</exception>
    public static void CheckInputs(string path, IEnumerable<string?> inputs)
    {
        var real = RealPath.Of(path);
        if (inputs.OfType<string>().FirstOrDefault(input => RealPath.Of(input) == real) is { } same)
        {
            throw new UserInputException($"{path}: this is the input {same}, and writing would destroy it; write elsewhere.");
        }

        if (Path.GetDirectoryName(real) is { } folder && folder.Split(Path.DirectorySeparatorChar).Contains(Workspace.StoreFolder))
        {
            throw new UserInputException($"{path}: Sweetspot keeps its studies in {Workspace.StoreFolder}; write elsewhere.");
        }
    }

    private static void CheckKind(string path, OutputKind kind)
    {
        try
        {
            if (File.Exists(path) && !kind.MayReplace(path))
            {
                throw new UserInputException($"{path}: there is such a file, and it is no {kind.Name}, so it is left as it is; write elsewhere, or remove it first.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException([$"{path}: there is such a file, and what it is cannot be read ({exception.Message.TrimEnd('.')}); write elsewhere."], exception);
        }
    }

    private static void CheckPlace(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UserInputException($"{path}: this is a folder; name a file in it.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new UserInputException($"{path}: there is no folder {folder}; make it, or write elsewhere.");
        }

        try
        {
            using var probe = File.Exists(path)
                ? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
                : new FileStream(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException([$"{path}: cannot be written ({exception.Message.TrimEnd('.')}); write elsewhere."], exception);
        }
    }

    private static T Try<T>(string path, OutputKind kind, Func<T> write)
    {
        Check(path, kind);
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"{path}: cannot be written ({exception.Message.TrimEnd('.')}); write elsewhere.");
        }
    }
}
