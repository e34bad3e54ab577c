using System.Text.RegularExpressions;

namespace Sweetspot.Storage;

/// <summary>Knows on which kind of file system a path lies.</summary>
internal static partial class FileSystems
{
    private static readonly HashSet<string> s_network = new(StringComparer.OrdinalIgnoreCase)
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "lustre", "gpfs", "beegfs", "glusterfs", "ocfs2",
        "gfs2", "pvfs2", "panfs", "orangefs", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.rclone", "fuse.davfs", "davfs",
        "network drive",
    };

    /// <summary>Whether processes on other machines may use the file system at the same time, so that SQLite's locks do not hold.</summary>
    public static bool IsNetwork(string type) => s_network.Contains(type);

    /// <summary>The type's name as the system gives it; null where it is not known.</summary>
    public static string? TypeOf(string path)
    {
        const string mounts = "/proc/mounts";
        if (File.Exists(mounts))
        {
            return TypeOf(RealPath(path), File.ReadAllLines(mounts));
        }

        return Path.GetPathRoot(path) is { Length: > 0 } root && new DriveInfo(root).DriveType == DriveType.Network ? "network drive" : null;
    }

    /// <summary>The type of the innermost mount that holds the path; of two on one point, the later hides the earlier.</summary>
    public static string? TypeOf(string path, IEnumerable<string> mounts)
    {
        var (best, type) = ("", (string?)null);
        foreach (var parts in mounts.Select(line => line.Split(' ')).Where(parts => parts.Length >= 3))
        {
            var point = Unescape(parts[1]);
            if (point.Length >= best.Length && Holds(point, path))
            {
                (best, type) = (point, parts[2]);
            }
        }

        return type;
    }

    private static bool Holds(string point, string path) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);

    private static string Unescape(string point) =>
        OctalPattern().Replace(point, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path) ?? "/";
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            var link = new FileInfo(real);
            real = link.LinkTarget is null ? real : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        return real;
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex OctalPattern();
}
