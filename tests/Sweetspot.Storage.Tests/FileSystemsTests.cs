namespace Sweetspot.Storage.Tests;

public sealed class FileSystemsTests
{
    private static readonly string[] s_mounts =
    [
        "overlay / overlay rw,relatime 0 0",
        "server:/export /home nfs4 rw 0 0",
        "/dev/sda1 /home/ann/local ext4 rw 0 0",
        @"me@host: /mnt/my\040disk fuse.sshfs rw 0 0",
        "tmpfs /scratch tmpfs rw 0 0",
        "scratch /scratch lustre rw 0 0",
        "broken",
    ];

    [Theory]
    [InlineData("/work/study.db", "overlay", false)]
    [InlineData("/home/ann/study.db", "nfs4", true)]
    [InlineData("/home/ann/local/study.db", "ext4", false)]
    [InlineData("/homework/study.db", "overlay", false)]
    [InlineData("/mnt/my disk/study.db", "fuse.sshfs", true)]
    [InlineData("/scratch/study.db", "lustre", true)]
    public void TypeOf_Path_IsThatOfTheInnermostMount(string path, string type, bool isNetwork)
    {
        Assert.Equal(type, FileSystems.TypeOf(path, s_mounts));
        Assert.Equal(isNetwork, FileSystems.IsNetwork(type));
    }

    [Fact]
    public void TypeOf_LinkAndMissingFile_AreFollowed()
    {
        using var folder = new TestKit.TemporaryFolder();
        Directory.CreateSymbolicLink(folder.File("link"), "/proc");

        var type = OperatingSystem.IsLinux() ? FileSystems.TypeOf(folder.File("link/nothing/study.db")) : "proc";

        Assert.Equal("proc", type);
    }
}
