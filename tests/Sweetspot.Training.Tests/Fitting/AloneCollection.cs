namespace Sweetspot.Training.Tests;

/// <summary>
/// Tests whose results depend on libtorch's random generator, which is the process's: other tests that build models draw from it at the same time, so these
/// run when nothing else does. In the product a training has the process to itself.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone in the process";
}
