using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Planning.Tests;

/// <summary>Devices by name, and what their entries say.</summary>
public sealed class HardwareCatalogueTests
{
    /// <summary>Names in the shared tables that mean no one device.</summary>
    private static readonly string[] NotADevice = [""];

    [Theory]
    [InlineData("H100", "H100-SXM-80GB")]
    [InlineData("NVIDIA H100 SXM5 80GB HBM3", "H100-SXM-80GB")]
    [InlineData("A100-80", "A100-SXM-80GB")]
    [InlineData("a100 sxm 80gb", "A100-SXM-80GB")]
    [InlineData("NVIDIA A100-SXM4-40GB", "A100-SXM-40GB")]
    [InlineData("A100-PCIe", "A100-PCIE-80GB")]
    [InlineData("H100 PCIe", "H100-PCIE-80GB")]
    [InlineData("RTX 4090", "RTX 4090")]
    [InlineData("NVIDIA GeForce RTX 4090 24GB", "RTX 4090")]
    [InlineData("rtx4090", "RTX 4090")]
    [InlineData("Tesla V100 32G", "V100-SXM2-32GB")]
    [InlineData("AMD Instinct MI300X", "MI300X")]
    [InlineData("MI250X (one GCD)", "MI250X (one GCD)")]
    [InlineData("TPU v4", "TPUv4")]
    [InlineData("M2 Max", "Apple M2 Max (38-core GPU)")]
    [InlineData("gaudi 3", "Gaudi3")]
    [InlineData("L40S-48GB", "L40S")]
    [InlineData("T4 16GB", "T4")]
    [InlineData("MI300X OAM", "MI300X")]
    [InlineData("i9-9900K", "Core i9-9900K")]
    [InlineData("TPU v5 lite", "TPUv5e")]
    [InlineData("H200 NVL", "H200-NVL-141GB")]
    public void Find_WhatPeopleWrite_IsTheDevice(string written, string expected) => Assert.Equal(expected, HardwareCatalogue.Find(written).Name);

    [Fact]
    public void Find_MemoryBoughtWithTheComputer_IsTakenFromTheName()
    {
        var device = HardwareCatalogue.Find("Apple M2 Max 38-core GPU 64GB");

        Assert.Equal(64 * Math.Pow(2, 30), device.MemoryBytes);
    }

    [Fact]
    public void Find_PowerLimitInTheName_IsTaken() => Assert.Equal(330, HardwareCatalogue.Find("A100-SXM-80GB (330 W)").PowerWatts);

    [Fact]
    public void Find_SpeedOfAProcessorsMemory_SetsItsBandwidth() => Assert.Equal(57.6e9, HardwareCatalogue.Find("Ryzen 9 5950X DDR4-3600").MemoryBandwidth, 1);

    [Fact]
    public void Find_MemoryThatTheDeviceHasNot_IsRefused() => Assert.Throws<UserInputException>(() => HardwareCatalogue.Find("RTX 4090 48GB"));

    [Fact]
    public void Find_Mistyped_NamesTheNearest()
    {
        var exception = Assert.Throws<UserInputException>(() => HardwareCatalogue.Find("RTX 4900"));

        Assert.Equal(
            "\"RTX 4900\" is not in the hardware catalogue; did you mean \"RTX 4090\"? `sweetspot machine --list` shows all; a file of your own describes any other (docs/hardware.md).",
            exception.Message);
    }

    [Fact]
    public void All_Names_AreOneDeviceEach()
    {
        var names = HardwareCatalogue.All.SelectMany(device => device.Aliases.Prepend(device.Name).Select(name => (name, device))).ToArray();

        foreach (var (name, device) in names)
        {
            Assert.Equal(device.Name, HardwareCatalogue.Find(name).Name);
        }

        Assert.Equal(HardwareCatalogue.All.Length, HardwareCatalogue.All.Select(device => device.Name).Distinct().Count());
    }

    [Fact]
    public void All_Devices_StateTheirSource()
    {
        Assert.All(HardwareCatalogue.All, device => Assert.True(device.Source.Length > 5 && device.Date.Length >= 4, device.Name));
        Assert.All(HardwareCatalogue.All.Where(device => device.UsdPerHour is not null), device => Assert.True(device.PriceSource?.Length > 5, device.Name));
    }

    [Fact]
    public void All_PeaksOfOneDevice_GrowAsNumbersShrink() => Assert.All(HardwareCatalogue.All, device =>
    {
        var bf16 = device.TryPeak(NumberFormat.Bf16) ?? device.TryPeak(NumberFormat.Fp16) ?? 0;
        Assert.True((device.TryPeak(NumberFormat.Fp32) ?? 0) <= bf16 || bf16 == 0, device.Name);
        Assert.True(device.TryPeak(NumberFormat.Fp8) is not { } fp8 || fp8 <= 2.1 * bf16 || device.Name == "Gaudi3", device.Name);
        Assert.True(device.Measured.All(rate => rate.Value < device.PeakFlops(rate.Key)), device.Name);
    });

    [Theory]
    [InlineData("H100", NumberFormat.Bf16, 989)]
    [InlineData("H100", NumberFormat.Fp8, 1979)]
    [InlineData("A100", NumberFormat.Bf16, 312)]
    [InlineData("RTX 4090", NumberFormat.Fp16, 165.2)]
    [InlineData("Gaudi3", NumberFormat.Bf16, 1677)]
    [InlineData("V100", NumberFormat.Fp16, 125)]
    [InlineData("B200", NumberFormat.Bf16, 2250)]
    public void Peak_WhereSparseAndDenseAreConfused_IsDense(string name, NumberFormat format, double tflops) =>
        Assert.Equal(tflops * 1e12, HardwareCatalogue.Find(name).PeakFlops(format));

    [Fact]
    public void Peak_FormatWithoutUnits_SaysWhichThereAre()
    {
        var exception = Assert.Throws<UserInputException>(() => HardwareCatalogue.Find("V100").PeakFlops(NumberFormat.Bf16));

        Assert.Equal("V100-SXM2-32GB has no bf16 matrix units; use fp32 or fp16.", exception.Message);
    }

    [Theory]
    [InlineData("A100", NumberFormat.Int4, NumberFormat.Int4)]
    [InlineData("A100", NumberFormat.Fp8, NumberFormat.Bf16)]
    [InlineData("V100", NumberFormat.Bf16, NumberFormat.Fp16)]
    [InlineData("Core i9-10940X", NumberFormat.Bf16, NumberFormat.Fp32)]
    public void ComputeFormat_FormatWithoutUnits_IsTheNextWider(string name, NumberFormat format, NumberFormat expected) =>
        Assert.Equal(expected, HardwareCatalogue.Find(name).ComputeFormat(format));

    [Fact]
    public void Ridge_Published_IsWhereMemoryStopsMattering()
    {
        Assert.Equal(153, HardwareCatalogue.Find("A100").RidgeIntensity(NumberFormat.Bf16), 0);
        Assert.Equal(295, HardwareCatalogue.Find("H100").RidgeIntensity(NumberFormat.Bf16), 0);
    }

    [Theory]
    [InlineData("training_runs.csv", "device")]
    [InlineData("inference.csv", "hardware")]
    [InlineData("gemm.csv", "device")]
    [InlineData("memory.csv", "hardware")]
    [InlineData("hardware.csv", "name")]
    public void Find_DevicesOfTheTables_AreThere(string file, string column)
    {
        var lines = File.ReadLines(SharedData.File("cost", file)).ToArray();
        var index = Array.IndexOf(lines[0].Split(','), column);

        var unknown = lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells.All(cell => !cell.StartsWith('"')) || index < Array.FindIndex(cells, cell => cell.StartsWith('"')))
            .Select(cells => cells[index]).Distinct().Where(name => HardwareCatalogue.TryFind(name) is null).Except(NotADevice);

        Assert.Empty(unknown);
    }

    [Fact]
    public void Read_OwnFile_IsADevice()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(path, """{ "name": "My card", "kind": "consumer-gpu", "tflops": { "bf16": 50 }, "memory_gib": 12, "bandwidth_gbs": 500, "link_gbs": 16 }""");

        var device = Assert.Single(HardwareCatalogue.Read(path));

        Assert.Equal(("My card", 50e12, 12 * Math.Pow(2, 30), 5e11, 1.6e10, 8, true), (device.Name, device.PeakFlops(NumberFormat.Bf16), device.MemoryBytes, device.MemoryBandwidth, device.LinkBandwidth, device.DevicesPerNode, device.IsNetworkAssumed));
    }

    [Fact]
    public void Read_OwnFileWithMistakes_TellsThemAll()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(path, """[{ "name": "My card", "kind": "gpu", "tflops": { "bf61": 50, "fp32": -1 }, "memory_gb": 12, "bandwidth_gbs": "500" }]""");

        var exception = Assert.Throws<UserInputException>(() => HardwareCatalogue.Read(path));

        Assert.Equal(
            [
                $"{path}: device 1: \"memory_gb\" is not a field of a device; did you mean \"memory_gib\"?",
                $"{path}: My card: kind \"gpu\" is not known; use accelerator, apple, consumer-gpu, cpu, datacenter-gpu or workstation-gpu.",
                $"{path}: My card: tflops.bf61 is not a number format; did you mean \"bf16\"?",
                $"{path}: My card: tflops.fp32 is -1; it must be a number above 0.",
                $"{path}: My card: tflops is missing; give at least one format, as {{ \"fp32\": 1.5 }} in 10^12 FLOP/s, dense.",
                $"{path}: My card: memory_gib is missing.",
                $"{path}: My card: bandwidth_gbs is \"500\"; it must be a number above 0.",
            ],
            exception.Problems);
    }

    [Fact]
    public void Read_NumbersOfNoDevice_AreRefused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(path, """{ "name": "My card", "kind": "cpu", "tflops": { "fp32": 1e300 }, "memory_gib": 1e-9, "bandwidth_gbs": 1e308, "watts": 1e10 }""");

        var exception = Assert.Throws<UserInputException>(() => HardwareCatalogue.Read(path));

        Assert.Contains($"{path}: tflops.fp32 is 1e300; it must be a number from 1e-6 to 1e9.", exception.Problems);
        Assert.Contains($"{path}: memory_gib is 1e-9; it must be a number from 1e-6 to 1e9.", exception.Problems);
        Assert.Contains($"{path}: watts is 1e10; it must be a number from 1e-6 to 1e9.", exception.Problems);
    }

    [Theory]
    [InlineData("3", "holds neither a device ({ \"name\": … }) nor a list of devices.")]
    [InlineData("[]", "describes no device.")]
    public void Read_NoDevice_SaysSo(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(path, text);

        var exception = Assert.Throws<UserInputException>(() => HardwareCatalogue.Read(path));

        Assert.Equal($"{path}: {expected}", exception.Message);
    }
    [Fact]
    public void Write_EveryDevice_IsReadAgainAsItWas()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("all.json"), new System.Text.Json.Nodes.JsonArray([.. HardwareCatalogue.All.Select(HardwareJson.Write)]).ToJsonString());

        var read = HardwareCatalogue.Read(folder.File("all.json"));

        foreach (var (before, after) in HardwareCatalogue.All.Zip(read))
        {
            Assert.Equal(HardwareJson.Write(before).ToJsonString(), HardwareJson.Write(after).ToJsonString());
            Assert.Equal(1, after.MemoryBandwidth / before.MemoryBandwidth, 1e-12);
            Assert.Equal((before.Kind, before.DevicesPerNode, before.IsNetworkAssumed, before.PriceSource), (after.Kind, after.DevicesPerNode, after.IsNetworkAssumed, after.PriceSource));
        }
    }
}
