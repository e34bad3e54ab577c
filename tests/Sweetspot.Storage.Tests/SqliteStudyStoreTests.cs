using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Storage.Tests;

public sealed class SqliteStudyStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Path => _folder.File("study.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_FolderMissing_IsMade()
    {
        var path = System.IO.Path.Combine(_folder.Path, ".sweetspot", "deep", "study.db");

        await using var store = await SqliteStudyStore.OpenAsync(path, _time, Cancel);

        Assert.Empty(await store.StudiesAsync(Cancel));
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Open_NewFileByManyAtOnce_AllWork()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(async () => await SqliteStudyStore.OpenAsync(Path, TimeProvider.System, Cancel), Cancel)));

        foreach (var store in stores)
        {
            await store.CreateAsync("digits", "abc", "{}", Cancel);
        }

        Assert.Equal(8, (await stores[0].StudiesAsync(Cancel)).Count);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_NewFile_UsesTheWriteAheadLogAndTheNewestSchema()
    {
        await (await OpenAsync()).DisposeAsync();

        Assert.Equal("wal", Scalar("pragma journal_mode"));
        Assert.Equal(SqliteSchema.Current, Scalar("pragma user_version"));
    }

    [Fact]
    public async Task Open_FileOfTheFirstVersion_IsBroughtUpToDateWithItsTrials()
    {
        await using (var old = await OpenAsync())
        {
            var made = await old.CreateAsync("digits", "abc", "{}", Cancel);
            await old.EnqueueAsync(made.Id, Requests.Many(2), Cancel);
        }

        Scalar("alter table trial drop column dense");
        Scalar("delete from SchemaVersions where ScriptName like '%0002%'");
        Scalar("pragma user_version = 1");
        await using var store = await OpenAsync();

        var study = await store.FindAsync("abc", Cancel);
        Assert.Equal(Requests.Many(2), (await store.TrialsAsync(study!.Id, null, Cancel)).Select(trial => trial.Request));
        Assert.Equal(SqliteSchema.Current, Scalar("pragma user_version"));
    }

    [Fact]
    public async Task Open_FileOfANewerVersion_IsRefused()
    {
        await (await OpenAsync()).DisposeAsync();
        Scalar("pragma user_version = 99");

        var exception = await Assert.ThrowsAsync<StudyStoreException>(OpenAsync);

        Assert.Equal($"{Path}: made by a newer version of Sweetspot (schema 99, known {SqliteSchema.Current}); use that version", exception.Message);
    }

    [Fact]
    public async Task Open_TextFile_SaysItIsNoStore()
    {
        await File.WriteAllTextAsync(Path, string.Concat(Enumerable.Repeat("study: digits\n", 200)), Cancel);

        var exception = await Assert.ThrowsAsync<StudyStoreException>(OpenAsync);

        Assert.Equal($"{Path}: not a study store (not an SQLite file); move it away or name another file", exception.Message);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_IsLeftAlone()
    {
        Scalar("create table bookmarks (url text)");

        var exception = await Assert.ThrowsAsync<StudyStoreException>(OpenAsync);

        Assert.Equal($"{Path}: an SQLite file, but not a study store; move it away or name another file", exception.Message);
        Assert.Equal(1L, Scalar("select count(*) from sqlite_master"));
    }

    [Fact]
    public async Task Read_DamagedFile_SaysWhatToDo()
    {
        await using (var store = await OpenAsync())
        {
            await store.EnqueueAsync((await store.CreateAsync("digits", "abc", "{}", Cancel)).Id, Requests.Many(200), Cancel);
        }

        await using (var file = new FileStream(Path, FileMode.Open))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }

        var exception = await Assert.ThrowsAsync<StudyStoreException>(async () =>
        {
            await using var store = await OpenAsync();
            await store.TrialsAsync(1, null, Cancel);
        });
        Assert.StartsWith($"{Path}: the study store is damaged (", exception.Message);
        Assert.EndsWith("; put back a copy, or move the file away to start afresh", exception.Message);
    }

    [Fact]
    public async Task Open_NetworkFileSystem_IsRefusedWithTheAlternative()
    {
        var exception = await Assert.ThrowsAsync<StudyStoreException>(async () =>
            await SqliteStudyStore.OpenAsync(Path, _time, _ => "nfs4", Cancel));

        Assert.Equal(
            $"{Path}: lies on a network file system (nfs4), where SQLite's locks do not hold and studies get damaged; " +
            "work in a folder on a local disk, or share the study between machines through PostgreSQL",
            exception.Message);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task OpenReadOnly_NoFile_SaysHowToMakeAStudy()
    {
        var exception = await Assert.ThrowsAsync<StudyStoreException>(async () =>
            await SqliteStudyStore.OpenReadOnlyAsync(Path, _time, Cancel));

        Assert.Equal($"{Path}: there is no study here; make one with: sweetspot find", exception.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task OpenReadOnly_BesideARun_SeesItAndCannotChangeIt()
    {
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;
        await using var viewer = await SqliteStudyStore.OpenReadOnlyAsync(Path, _time, Cancel);
        await store.EnqueueAsync(study, Requests.Many(2), Cancel);

        var exception = await Assert.ThrowsAsync<StudyStoreException>(async () =>
            await viewer.AbandonAsync(study, TrialPurpose.Search, "mischief", Cancel));

        Assert.EndsWith("the study store is open for viewing or may not be written; check the file's permissions", exception.Message);
        Assert.All(await viewer.TrialsAsync(study, null, Cancel), trial => Assert.Equal(TrialState.Waiting, trial.State));
        Assert.NotNull(await store.ClaimAsync(study, "a", TimeSpan.FromSeconds(1), Cancel));
    }

    [Fact]
    public async Task OpenReadOnly_RunHasEnded_StillShows()
    {
        await using (var store = await OpenAsync())
        {
            await store.CreateAsync("digits", "abc", "{}", Cancel);
        }

        await using var viewer = await SqliteStudyStore.OpenReadOnlyAsync(Path, _time, Cancel);

        Assert.Single(await viewer.StudiesAsync(Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_AfterAKill_SeesAllThatWasCommitted(bool toView)
    {
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;
        await store.EnqueueAsync(study, Requests.Many(20), Cancel);

        // What a killed process leaves: the file and its log, not yet written back.
        var left = _folder.File("left.db");
        File.Copy(Path, left);
        File.Copy(Path + "-wal", left + "-wal");

        await using var opened = toView
            ? await SqliteStudyStore.OpenReadOnlyAsync(left, _time, Cancel)
            : await SqliteStudyStore.OpenAsync(left, _time, Cancel);
        Assert.Equal(20, (await opened.TrialsAsync(study, null, Cancel)).Count);
    }

    [Fact]
    public async Task Enqueue_RowsDeletedByHand_NumbersAreNotReusedAndOnlyTheMissingRuns()
    {
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("grid", "abc", "{}", Cancel)).Id;
        await store.EnqueueAsync(study, Requests.Many(40), Cancel);
        while (await store.ClaimAsync(study, "a", TimeSpan.FromSeconds(1), Cancel) is { } trial)
        {
            await store.FinishAsync(study, trial.Number, trial.Attempt, Requests.Done(trial.Number), Cancel);
        }

        Scalar("delete from trial where number = 39");
        Assert.Equal(39, (await store.CountsAsync(study, Cancel))[TrialState.Completed]);
        var trials = await store.EnqueueAsync(study, Requests.Many(40), Cancel);

        var missing = Assert.Single(trials, trial => !trial.HasEnded);
        Assert.Equal((40, Requests.Of(39)), (missing.Number, missing.Request));
    }

    [Fact]
    public async Task Finish_AfterItEnded_KeepsTheDuplicate()
    {
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        await store.ClaimAsync(study, "a", TimeSpan.FromSeconds(1), Cancel);
        await store.FinishAsync(study, 0, 1, Requests.Done(0.5), Cancel);

        await store.FinishAsync(study, 0, 1, Requests.Done(0.125), Cancel);

        Assert.Equal(
            """{"loss":{"value":0.125,"unit":"nats","origin":"computed"}}""",
            Scalar("select metrics from duplicate_result where number = 0 and attempt = 1 and state = 'Completed'"));
    }

    [Fact]
    public async Task Lock_ProcessFile_NamesTheHolderAndGoesWithIt()
    {
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;

        await using (await store.LockAsync(study, Cancel))
        {
            Assert.Equal(Environment.ProcessId.ToString(), await File.ReadAllTextAsync(_folder.File("study-1.pid"), Cancel));
        }

        Assert.False(File.Exists(_folder.File("study-1.pid")));
        Assert.True(File.Exists(_folder.File("study-1.lock")));
    }

    [Fact]
    public async Task Lock_HeldByAnotherProcess_NamesItAndIsFreeOnceItIsKilled()
    {
        const string flock = "/usr/bin/flock";
        Assert.SkipUnless(File.Exists(flock), $"{flock} is missing");
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;
        var (lockFile, processFile) = (_folder.File("study-1.lock"), _folder.File("study-1.pid"));
        var script = $"exec 9>{lockFile}; {flock} 9; echo $$ > {processFile}.new; mv {processFile}.new {processFile}; read end";
        using var holder = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardInput = true })!;
        await Eventually.TrueAsync(() => File.Exists(processFile));

        var busy = await Assert.ThrowsAsync<StudyBusyException>(async () => await store.LockAsync(study, Cancel));
        Assert.Equal(
            $"study \"digits\" is being run by process {holder.Id}; wait for it, stop it, or look with: sweetspot show", busy.Message);

        holder.Kill();
        await holder.WaitForExitAsync(Cancel);
        await using var free = await store.LockAsync(study, Cancel);
        Assert.Equal(Environment.ProcessId.ToString(), await File.ReadAllTextAsync(processFile, Cancel));
    }

    [Fact]
    public async Task Finish_MetricNotFinite_IsRefusedAndNothingChanges()
    {
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        await store.ClaimAsync(study, "a", TimeSpan.FromSeconds(1), Cancel);
        var wrong = new Evaluation.Completed { Metrics = Requests.Done(1).Metrics.Add("accuracy", Metrics.Accuracy.Measured(double.NaN, "")) };

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.FinishAsync(study, 0, 1, wrong, Cancel));

        Assert.Equal(TrialState.Running, (await store.TrialsAsync(study, null, Cancel))[0].State);
    }

    private Task<SqliteStudyStore> OpenAsync() => SqliteStudyStore.OpenAsync(Path, _time, Cancel).AsTask();

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
