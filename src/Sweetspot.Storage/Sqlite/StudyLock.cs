using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Storage;

/// <summary>An exclusive lock on a file; the system lets go of it when the process dies. A second file says which process holds it.</summary>
internal sealed class StudyLock : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly string _processFile;

    private StudyLock(FileStream file, string processFile) => (_file, _processFile) = (file, processFile);

    /// <summary>Takes the lock.</summary>
    /// <param name="stem">Path of the lock without its ending.</param>
    /// <param name="study">The study's name, for the message.</param>
    /// <exception cref="StudyBusyException">It is held.</exception>
    public static StudyLock Take(string stem, string study)
    {
        var processFile = stem + ".pid";
        FileStream file;
        try
        {
            file = new FileStream(stem + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw Busy(study, ReadProcess(processFile));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new StudyStoreException($"{stem}.lock: cannot be written; check the permissions of its folder", exception);
        }

        return Announce(file, processFile);
    }

    /// <summary>Whether a living process holds it.</summary>
    /// <param name="stem">Path of the lock without its ending.</param>
    public static bool IsHeld(string stem)
    {
        try
        {
            using var look = new FileStream(stem + ".lock", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // The pid goes first: whoever takes the lock next writes its own. The lock file stays, since deleting it could free a lock just taken.
        File.Delete(_processFile);
        return _file.DisposeAsync();
    }

    private static StudyLock Announce(FileStream file, string processFile)
    {
        try
        {
            File.WriteAllText(processFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StudyLock(file, processFile);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            file.Dispose();
            throw new StudyStoreException($"{processFile}: cannot be written; check the permissions of its folder", exception);
        }
    }

    private static StudyBusyException Busy(string study, int? process)
    {
        var who = process is { } id ? $"process {id}" : "another process";
        return new StudyBusyException($"study \"{study}\" is being run by {who}; wait for it, stop it, or look with: sweetspot show", process);
    }

    private static int? ReadProcess(string processFile)
    {
        try
        {
            return int.TryParse(File.ReadAllText(processFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null; // taken or freed this very moment
        }
    }
}
