using Sweetspot.TestKit;

namespace Sweetspot.Execution.Tests;

public sealed class MemoryKillsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Explain_OneKillAndTwoDeaths_ExplainsOne()
    {
        var kills = new MemoryKills(() => 8);

        Assert.True(kills.Explain(7));
        Assert.False(kills.Explain(7));
    }

    [Fact]
    public void Explain_TwoKillsBeforeEitherDeathIsSeen_ExplainsBoth()
    {
        var kills = new MemoryKills(() => 9);

        Assert.True(kills.Explain(7));
        Assert.True(kills.Explain(7));
    }

    [Theory]
    [InlineData(8L, 8L)]
    [InlineData(null, 8L)]
    [InlineData(7L, null)]
    public void Explain_NoKillSinceTheStart_ExplainsNothing(long? start, long? now) => Assert.False(new MemoryKills(() => now).Explain(start));

    [Theory]
    [InlineData("0::/user.slice/a", "sys/fs/cgroup/user.slice/a/memory.events")]
    [InlineData("0::/docker/1f", "sys/fs/cgroup/memory.events")] // a container that sees its own group as the root
    [InlineData("4:cpu,memory:/docker/1f", "sys/fs/cgroup/memory/docker/1f/memory.oom_control")]
    [InlineData("4:memory:/docker/1f", "sys/fs/cgroup/memory/memory.oom_control")]
    [InlineData("4:cpu:/", "proc/vmstat")]
    public void Find_CounterOfTheGroup_GoesBeforeTheMachines(string group, string file)
    {
        Write("proc/vmstat", "nr_free_pages 5\noom_kill 70\n");
        Write("proc/self/cgroup", $"9:pids:/\n{group}\n");
        Write(file, "oom_kill_disable 0\noom_kill 2\noom_group_kill 1\n");
        var read = MemoryKillCounter.Find(_folder.Path);

        Assert.Equal(2, read());
        Write(file, "oom_kill 3\n");
        Assert.Equal(3, read());
    }

    [Fact]
    public void Find_NothingToRead_GivesNone() => Assert.Null(MemoryKillCounter.Find(_folder.Path)());

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
