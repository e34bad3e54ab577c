using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Storage.Tests;

public sealed class InMemoryStudyStoreContractTests : StudyStoreContract
{
    private IStudyStore? _store;

    protected override ValueTask<IStudyStore> OpenAsync() => new(_store ??= new InMemoryStudyStore(Time));
}
