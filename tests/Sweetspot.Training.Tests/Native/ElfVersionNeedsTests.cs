using TorchSharp;

namespace Sweetspot.Training.Tests;

public sealed class ElfVersionNeedsTests
{
    [Fact]
    public void Weaken_NotAnElfImage_ChangesNothing()
    {
        var image = new byte[128];

        Assert.False(ElfVersionNeeds.Weaken(image, "GLIBCXX_3.4.32"));
        Assert.All(image, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Weaken_NativeLibrary_SetsOneBitOnceForTheNamedVersion()
    {
        var path = Directory.EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).FirstOrDefault();
        Assert.SkipWhen(path is null, "no Linux build of the native library beside the tests");
        var before = File.ReadAllBytes(path!);
        var after = before.ToArray();

        var changed = ElfVersionNeeds.Weaken(after, "GLIBCXX_3.4.32");
        var unknown = ElfVersionNeeds.Weaken(before.ToArray(), "GLIBCXX_9.9.99");

        Assert.True(changed);
        Assert.False(unknown);
        Assert.Equal(1, Enumerable.Range(0, before.Length).Count(i => before[i] != after[i]));
    }

    [Fact]
    public void TorchNative_FirstTensor_Loads()
    {
        using var tensor = torch.ones(2, 3);

        Assert.Equal(6, tensor.sum().item<float>());
        Assert.Matches("^(system|weakened copy of .+libLibTorchSharp\\.so)$", TorchNative.LoadedFrom);
    }
}
