using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Files that the user named to be written.</summary>
internal static class OutputFile
{
    /// <summary>Opens it for writing, over what is there.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public static StreamWriter Create(string path) => Try(path, () => new StreamWriter(path));

    /// <summary>Writes bytes to it, over what is there.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public static void Write(string path, byte[] bytes) => Try(path, () =>
    {
        File.WriteAllBytes(path, bytes);
        return path;
    });

    /// <summary>Copies a file to it, over what is there.</summary>
    /// <exception cref="UserInputException">It cannot be written.</exception>
    public static void Copy(string source, string path) => Try(path, () =>
    {
        File.Copy(source, path, overwrite: true);
        return path;
    });

    /// <summary>Whether a file can be written there, asked before long work; leaves nothing.</summary>
    /// <exception cref="UserInputException">It is a folder, or its folder does not exist or cannot be written to.</exception>
    public static void Check(string path)
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

    private static T Try<T>(string path, Func<T> write)
    {
        Check(path);
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
