using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Storage.Tests;

public sealed class SqliteStudyStoreContractTests : StudyStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<IStudyStore> OpenAsync() => await SqliteStudyStore.OpenAsync(_folder.File("study.db"), Time, Cancel);
}
