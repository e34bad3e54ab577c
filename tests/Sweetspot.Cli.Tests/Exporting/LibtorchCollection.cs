namespace Sweetspot.Cli.Tests;

/// <summary>Tests that build models, one after another: they draw from libtorch's random generator, which is the process's. In the product a training has the process to itself.</summary>
[CollectionDefinition(Name)]
public sealed class LibtorchCollection
{
    public const string Name = "libtorch";
}
